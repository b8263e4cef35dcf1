import type { TargetCounts } from '../running/contract.ts';

export function emptyCounts(): TargetCounts {
  return { create: 0, update: 0, same: 0, skip: 0, error: 0 };
}

export function addCounts(a: TargetCounts, b: TargetCounts): TargetCounts {
  return {
    create: a.create + b.create,
    update: a.update + b.update,
    same: a.same + b.same,
    skip: a.skip + b.skip,
    error: a.error + b.error,
  };
}
