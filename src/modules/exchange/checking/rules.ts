import { bestMatch } from '../../../platform/similar.ts';
import type { ValueProposal } from '../contract.ts';
import type { CompiledTarget } from '../reading/rules.ts';

/** Values that mean nothing here, counted while rows are read. */
export type UnknownValues = Map<string, { field: string; value: string; rows: number }>;

export const unknownCodes = new Set(['exchange.not_found', 'exchange.unknown_value', 'exchange.unknown_stage']);
const maxUnknown = 500;

export function countUnknown(unknown: UnknownValues, field: string, value: string): void {
  const key = `${field}\n${value}`;
  const known = unknown.get(key);
  if (known) known.rows += 1;
  else if (unknown.size < maxUnknown) unknown.set(key, { field, value, rows: 1 });
}

/** For each unknown value the known one that it most likely stands for: `GTXPro` → `GTX Pro`. A person decides. */
export function proposeValues(
  target: CompiledTarget,
  unknown: UnknownValues,
  candidatesOf: (field: string) => readonly string[],
): ValueProposal[] {
  return [...unknown.values()]
    .toSorted((a, b) => b.rows - a.rows)
    .slice(0, 100)
    .map(({ field, value, rows }) => {
      const match = bestMatch(value, candidatesOf(field));
      return {
        targetNo: target.no,
        file: target.file,
        field,
        value,
        rows,
        proposed: match?.candidate ?? null,
        score: match?.score ?? null,
      };
    });
}
