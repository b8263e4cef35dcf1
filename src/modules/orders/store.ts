import type { Selectable } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { DB } from '../../platform/db-types.ts';
import type { Scope } from '../../platform/scope.ts';

export type OrderRow = Selectable<DB['orders']>;

export async function findOrderRow(db: Db, scope: Scope, id: string): Promise<OrderRow | undefined> {
  return db.selectFrom('orders').selectAll().where('workspaceId', '=', scope.workspaceId).where('id', '=', id).executeTakeFirst();
}

/** The order that was made from a quote, be it in the bin. */
export async function findIdOfQuote(db: Db, scope: Scope, quoteId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('quoteId', '=', quoteId)
    .executeTakeFirst();
  return row?.id;
}

/** Counts the version up where nothing of the order itself changed. */
export async function touchOrder(db: Db, scope: Scope, id: string): Promise<void> {
  await db
    .updateTable('orders')
    .set((eb) => ({ version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function writePurchaseOrder(db: Db, scope: Scope, id: string, fileId: string | null): Promise<void> {
  await db
    .updateTable('orders')
    .set((eb) => ({ poFileId: fileId, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Whether orders have amounts in the workspace's currency: it then stays. */
export async function hasOrders(db: Db, scope: Scope): Promise<boolean> {
  const row = await db.selectFrom('orders').select('id').where('workspaceId', '=', scope.workspaceId).limit(1).executeTakeFirst();
  return row !== undefined;
}
