import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { getWorkspace } from '../../identity/workspace/service.ts';
import { type Input, pointerTo } from '../../records/entities/rules.ts';
import { createRecords } from '../../records/entities/service.ts';
import { makeConverter } from '../../settings/service.ts';
import { moneyOfLines, sumOfLines, summaryOf } from '../amounts/rules.ts';
import { orderEntity } from '../entity.ts';
import type { OrderLineInput } from '../lines/contract.ts';
import { dressed, loadCatalogue, loadLinesOf, type OrderLines, writeLines } from '../lines/service.ts';
import { withNumbered } from '../numbers/service.ts';
import * as store from './store.ts';

/** Creates orders that a file brings; their lines may follow. */
export async function importOrders(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  const isTaxIncluded = (await getWorkspace(tx, scope)).revenueIncludesTax ?? false;
  const values = inputs.map((input) => ({ ...input, source: 'import', isTaxIncluded }));
  await createRecords(tx, scope, orderEntity, values, { importId, linksAreKnown: true, searchLater: true });
}

/** A line of a file, and the order that it belongs to. */
export interface ImportedLine {
  orderId: string;
  line: OrderLineInput;
}

function namelessFault({ customerNumber }: OrderLineInput, index: number, count: number): FieldFault {
  return customerNumber
    ? { pointer: pointerTo(index, count, 'customerNumber'), code: 'not_found_reference' }
    : { pointer: pointerTo(index, count, 'name'), code: 'required' };
}

/** Lines of a file whose products are named by what the customer of their order calls them. */
async function recognised(
  tx: Tx,
  scope: Scope,
  rows: readonly ImportedLine[],
  orders: readonly store.ImportedOrder[],
): Promise<ImportedLine[]> {
  const accounts = new Map(orders.map(({ id, accountId }) => [id, accountId]));
  const said = rows.map(({ orderId, line }) => ({ accountId: accounts.get(orderId) ?? null, line }));
  const lines = await withNumbered(tx, scope, said);
  return rows.map((row, index) => ({ ...row, line: lines[index] ?? row.line }));
}

/** Lines come only to orders of the same import, and say what they are. */
function requireFitting(rows: readonly ImportedLine[], known: ReadonlySet<string>): void {
  const fields = rows.flatMap(({ orderId, line }, index): FieldFault[] => [
    ...(known.has(orderId) ? [] : [{ pointer: pointerTo(index, rows.length, 'orderId'), code: 'orders.lines_on_page' }]),
    ...(line.productId || line.name ? [] : [namelessFault(line, index, rows.length)]),
  ]);
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

/**
 * Adds lines of a file to orders that the same import has made; what these come to is worked out over all their lines. A file
 * says what was charged: without a tax column there is no tax.
 */
export async function importLines(tx: Tx, scope: Scope, said: readonly ImportedLine[], importId: string): Promise<void> {
  const ids = [...new Set(said.map(({ orderId }) => orderId))];
  const orders = await store.lockImported(tx, scope, ids, importId);
  const rows = await recognised(tx, scope, said, orders);
  requireFitting(rows, new Set(orders.map(({ id }) => id)));
  const catalogue = await loadCatalogue(
    tx,
    scope,
    rows.map(({ line }) => line),
  );
  const [known, added] = [await loadLinesOf(tx, scope, ids), Map.groupBy(rows, ({ orderId }) => orderId)];
  const convert = await makeConverter(
    tx,
    scope,
    orders.map(({ currency, orderedOn }) => ({ currency, on: orderedOn })),
  );
  const sums: store.OrderSums[] = [];
  const written: OrderLines[] = [];
  for (const { id, currency, isTaxIncluded, orderedOn } of orders) {
    const fresh = (added.get(id) ?? []).map(({ line }) =>
      dressed(line, catalogue, { unitPrice: line.unitPrice ?? '0', taxBp: line.taxBp ?? 0 }),
    );
    const lines = [...(known.get(id) ?? []), ...fresh];
    const money = moneyOfLines(lines, currency, isTaxIncluded);
    const priced = lines.map((line, index) => ({ ...line, ...(money[index] ?? { netMinor: 0, taxMinor: 0, totalMinor: 0 }) }));
    written.push({ orderId: id, lines: priced });
    const total = sumOfLines(priced);
    const baseTotalMinor = currency === scope.currency ? total.totalMinor : convert(total.totalMinor, currency, orderedOn);
    if (baseTotalMinor === undefined)
      throw new DomainError('settings.no_rate', { params: { currency, own: scope.currency, on: orderedOn } });
    sums.push({ id, ...total, baseTotalMinor, lineCount: priced.length, productSummary: summaryOf(priced) });
  }
  await writeLines(tx, scope, written);
  await store.mirrorSums(tx, scope, sums);
}
