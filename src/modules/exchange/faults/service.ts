import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { translate } from '../../../platform/i18n.ts';
import { wordsKeyOf } from '../../../platform/problems.ts';
import type { Language } from '../../../platform/languages.ts';
import type { FaultGroup } from './contract.ts';
import * as store from './store.ts';

export type RowFault = store.RowFault;

export async function addFaults(
  db: Db,
  scope: Scope,
  importId: string,
  targetNo: number,
  faults: readonly RowFault[],
): Promise<void> {
  await store.insertFaults(db, scope, importId, targetNo, faults);
}

export async function clearFaults(db: Db, scope: Scope, importId: string): Promise<void> {
  await store.deleteFaults(db, scope, importId);
}

/** Rows of a target that were refused. */
export async function faultyRows(db: Db, scope: Scope, importId: string, targetNo: number): Promise<Set<number>> {
  return store.findFaultyRows(db, scope, importId, targetNo);
}

/** Where a fault stands, for a reader. */
export interface FaultPlace {
  file: string;
  label: string | null;
  column: string | null;
}

/** Why rows are refused, by reason, in the reader's language. */
export async function listFaults(
  db: Db,
  scope: Scope,
  importId: string,
  placeOf: (targetNo: number, field: string | null) => FaultPlace,
): Promise<FaultGroup[]> {
  const sums = await store.sumFaults(db, scope, importId);
  return sums.map(({ params, values, ...sum }) => ({
    ...sum,
    values: values ?? [],
    ...placeOf(sum.targetNo, sum.field),
    text: faultText(scope.language, sum.code, params),
  }));
}

/** The text of a fault in a language. */
export function faultText(language: Language, code: string, params: Record<string, unknown>): string {
  return translate(language, wordsKeyOf(code), params);
}

/** Refused rows of a file in batches, each row once with all its reasons. */
export async function* eachFaultyRow(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  targets: readonly number[],
): AsyncGenerator<{ rowNo: number; cells: string[]; faults: store.FaultyRow[] }[]> {
  let after = 0;
  for (;;) {
    const found = await store.findFaultyCells(db, scope, importId, fileNo, targets, after, 500);
    if (found.length === 0) return;
    const rows = [...Map.groupBy(found, ({ rowNo }) => rowNo)].map(([rowNo, faults]) => ({
      rowNo,
      cells: faults[0]?.cells ?? [],
      faults,
    }));
    yield rows;
    after = rows.at(-1)?.rowNo ?? after;
  }
}
