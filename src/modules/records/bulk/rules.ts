import type { BulkResult } from './contract.ts';

/** Records that a result lists. */
const listedLimit = 1000;

/** What a result says of records that were left: the first of them, and how many there are of each code. */
export function refusedOf(refused: BulkResult['refused']): Pick<BulkResult, 'refused' | 'refusedCounts'> {
  const refusedCounts: Record<string, number> = {};
  for (const { code } of refused) refusedCounts[code] = (refusedCounts[code] ?? 0) + 1;
  return { refused: refused.slice(0, listedLimit), refusedCounts };
}
