import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import * as store from './store.ts';

export type NewLine = store.NewLine;

/** Adds product lines to deals that have none yet. */
export async function addLines(tx: Tx, scope: Scope, lines: readonly NewLine[]): Promise<void> {
  await store.insertLines(tx, scope, lines);
  await store.writeProductSummaries(tx, scope, [...new Set(lines.map(({ dealId }) => dealId))]);
}

/** Products and quantities of deals that the caller has found, by deal. */
export async function loadLines(db: Db, scope: Scope, dealIds: readonly string[]): Promise<Map<string, store.Line[]>> {
  return Map.groupBy(await store.findLines(db, scope, dealIds), ({ dealId }) => dealId);
}

/** Replaces the product lines of a locked deal. */
export async function replaceLines(tx: Tx, scope: Scope, dealId: string, lines: readonly NewLine[]): Promise<void> {
  await store.deleteLines(tx, scope, dealId);
  await store.insertLines(tx, scope, lines);
  await store.writeProductSummaries(tx, scope, [dealId]);
}
