import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { type ImportedLine, importLines } from '../../orders/importing/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { refuseNamed } from '../../records/trials/rules.ts';
import type { Refusal, Refusals } from '../../records/trials/service.ts';
import { lineOf } from './rules.ts';

/** What would be refused of lines, by place: what cannot be a line, and those of orders that were there before the file. */
export function tryOrderLines(inputs: readonly Input[]): Refusals {
  return new Map(
    inputs.flatMap((input, index): [number, Refusal[]][] => {
      const read = lineOf(input);
      const isThere = typeof input['orderId'] === 'string';
      const reasons: Refusal[] = [
        ...('refusals' in read ? read.refusals : []),
        ...(isThere ? [{ code: 'orders.lines_on_page', params: {}, path: 'orderId' }] : []),
      ];
      return reasons.length === 0 ? [] : [[index, reasons]];
    }),
  );
}

/** Adds lines to the orders that the same import has made. */
export async function importOrderLines(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  const refusals = new Map<number, readonly Refusal[]>();
  const rows = inputs.flatMap((input, index): ImportedLine[] => {
    const read = lineOf(input);
    if ('line' in read) return [{ orderId: String(input['orderId']), line: read.line }];
    refusals.set(index, read.refusals);
    return [];
  });
  refuseNamed(refusals, inputs.length);
  await importLines(tx, scope, rows, importId);
}
