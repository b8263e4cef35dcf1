import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents, notifyBrowsers } from '../../../platform/events.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { differing, type Input, type Row } from '../../records/entities/rules.ts';
import { applyChanges } from '../../records/entities/service.ts';
import { ownedBy } from '../../records/plans/service.ts';
import { listFiles } from '../../timeline/files/service.ts';
import { moneyOfLines, ratesOf, sumOfLines, summaryOf } from '../amounts/rules.ts';
import { orderEntity } from '../entity.ts';
import { completeLines, loadLines, replaceLines, showLines } from '../lines/service.ts';
import { findOrder, loadOrderRow, lockOrder, type SeenOrder, touchOrder, writePurchaseOrder } from '../service.ts';
import type { OrderDocument, setOrderLines as linesEndpoint, setPurchaseOrder as fileEndpoint } from './contract.ts';

function actionsOf(scope: Scope, row: Row): OrderDocument['actions'] {
  if (row['deletedAt'] !== null || !reaches(scope, 'order', 'edit', ownedBy(row))) return [];
  return row['source'] === 'quote' ? ['edit'] : ['edit', 'editLines'];
}

/** What the scope reads of an order: its lines, its tax by rate, the customer's own paper. */
export async function describeOrder(db: Db, scope: Scope, { row, order }: SeenOrder): Promise<OrderDocument> {
  const lines = await showLines(db, scope, await loadLines(db, scope, order.id));
  const { poFileId } = await loadOrderRow(db, scope, order.id);
  const file = poFileId === null ? undefined : (await listFiles(db, scope, order.id)).find(({ id }) => id === poFileId);
  return {
    order,
    lines,
    rates: ratesOf(lines),
    poFile: file ? { id: file.id, name: file.name } : null,
    actions: actionsOf(scope, row),
  };
}

/** An order with its lines. */
export async function getOrderDocument(db: Db, scope: Scope, id: string): Promise<OrderDocument> {
  return describeOrder(db, scope, await findOrder(db, scope, id));
}

/** The order locked as its editor saw it: another version answers 409 with the order as it is now. */
async function lockSeen(tx: Tx, scope: Scope, id: string, version: number): Promise<SeenOrder> {
  const seen = await lockOrder(tx, scope, id, 'edit');
  if (seen.order.version !== version)
    throw new DomainError('stale_version', { extra: { current: seen.order, document: await describeOrder(tx, scope, seen) } });
  return seen;
}

/** Replaces the lines of an order; what it comes to is worked out here, whatever the browser showed. */
export async function setOrderLines(
  db: Db,
  scope: Scope,
  id: string,
  { version, lines, isTaxIncluded }: BodyOf<typeof linesEndpoint>,
): Promise<OrderDocument> {
  return inTx(db, async (tx) => {
    const { row, order } = await lockSeen(tx, scope, id, version);
    if (order.source === 'quote') throw new DomainError('orders.lines_agreed', { status: 409 });
    const { orderedOn, currency } = order;
    const context = { accountId: order.account?.id ?? null, orderedOn, currency };
    const full = await completeLines(tx, scope, lines, context, await loadLines(tx, scope, id));
    const includes = isTaxIncluded ?? order.isTaxIncluded;
    const money = moneyOfLines(full, currency, includes);
    const priced = full.map((line, index) => ({ ...line, ...(money[index] ?? { netMinor: 0, taxMinor: 0, totalMinor: 0 }) }));
    await replaceLines(tx, scope, { orderId: id, lines: priced });
    const sums = { ...sumOfLines(priced), roundingMinor: 0, isTaxIncluded: includes };
    await changeOrder(tx, scope, row, { ...sums, lineCount: priced.length, productSummary: summaryOf(priced) });
    const data = { lines: priced.length, totalMinor: sums.totalMinor, currency };
    await appendEvents(tx, scope, [{ kind: 'order.linesSet', subjectKind: 'order', subjectId: id, data }]);
    return describeOrder(tx, scope, await findOrder(tx, scope, id));
  });
}

/** Changes fields of a locked order as an edit does; the version counts up even when nothing else changes. */
async function changeOrder(tx: Tx, scope: Scope, row: Row, changes: Input): Promise<void> {
  if (Object.keys(differing(row, changes)).length > 0) await applyChanges(tx, scope, orderEntity, [{ row, changes }]);
  else await touchOrder(tx, scope, String(row['id']));
}

/** Says which file of the order is the customer's purchase order. */
export async function setPurchaseOrder(
  db: Db,
  scope: Scope,
  id: string,
  { version, fileId }: BodyOf<typeof fileEndpoint>,
): Promise<OrderDocument> {
  return inTx(db, async (tx) => {
    await lockSeen(tx, scope, id, version);
    const file = fileId === null ? null : (await listFiles(tx, scope, id)).find((one) => one.id === fileId);
    if (file === undefined) throw invalidField('/body/fileId', 'not_found_reference');
    await writePurchaseOrder(tx, scope, id, fileId);
    await appendEvents(tx, scope, [
      { kind: 'order.purchaseOrderSet', subjectKind: 'order', subjectId: id, data: { name: file?.name ?? null } },
    ]);
    await notifyBrowsers(tx, scope, [{ subjectKind: 'order', subjectId: id }]);
    return describeOrder(tx, scope, await findOrder(tx, scope, id));
  });
}
