import type { Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import type { Row } from '../records/entities/rules.ts';
import { getRow, permitOn, presentRecord } from '../records/entities/service.ts';
import { Order } from './contract.ts';
import { orderEntity } from './entity.ts';
import * as store from './store.ts';

export type OrderRow = store.OrderRow;

/** An order that the scope may see, as its table has it and as the API shows it. */
export interface SeenOrder {
  row: Row;
  order: Order;
}

/** An order that the scope may see, those in the bin too; 404 otherwise. */
export async function findOrder(db: Db, scope: Scope, id: string): Promise<SeenOrder> {
  const row = await getRow(db, scope, orderEntity, id, { deleted: true });
  return { row, order: Order.parse(presentRecord(scope, orderEntity, row)) };
}

/** The order locked, for an action that the scope may do with it. */
export async function lockOrder(tx: Tx, scope: Scope, id: string, action: string): Promise<SeenOrder> {
  const row = await getRow(tx, scope, orderEntity, id, { lock: true });
  permitOn(scope, orderEntity, action, row);
  return { row, order: Order.parse(presentRecord(scope, orderEntity, row)) };
}

/** An order that the caller has found, with what the API does not show of it. */
export async function loadOrderRow(db: Db, scope: Scope, id: string): Promise<OrderRow> {
  const row = await store.findOrderRow(db, scope, id);
  if (!row) throw new DomainError('not_found', { params: { object: 'order' } });
  return row;
}

/** The order that was made from a quote, whoever may see it and be it in the bin. */
export async function findIdOfQuote(db: Db, scope: Scope, quoteId: string): Promise<string | undefined> {
  return store.findIdOfQuote(db, scope, quoteId);
}

/** Counts the version of a locked order up. */
export async function touchOrder(tx: Tx, scope: Scope, id: string): Promise<void> {
  await store.touchOrder(tx, scope, id);
}

/** Notes which file is the customer's purchase order. */
export async function writePurchaseOrder(tx: Tx, scope: Scope, id: string, fileId: string | null): Promise<void> {
  await store.writePurchaseOrder(tx, scope, id, fileId);
}

/** Whether orders stand in the workspace's currency already. */
export async function hasOrders(tx: Tx, scope: Scope): Promise<boolean> {
  return store.hasOrders(tx, scope);
}
