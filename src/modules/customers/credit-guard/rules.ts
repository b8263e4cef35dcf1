import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Change, Row } from '../../records/entities/rules.ts';

/** A credit limit that is about to be set. Null: none, so that nothing exceeds it. */
export interface LimitChange {
  index: number;
  accountId: string;
  /** The account as it is; null on creation. */
  before: Row | null;
  limitMinor: number | null;
}

/** Answers those of the changes that somebody has to approve first, by index. */
export type CreditGuard = (tx: Tx, scope: Scope, changes: readonly LimitChange[]) => Promise<readonly number[]>;

let guard: CreditGuard | undefined;

/** Declares who is asked before credit limits are written; called at composition. */
export function registerCreditGuard(one: CreditGuard): void {
  guard = one;
}

const limitIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The changes by whose index a credit limit has to be approved first. What the program itself writes was. */
export async function limitsToApprove(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<readonly number[]> {
  const limits = changes.flatMap(({ id, before, input }, index): LimitChange[] => {
    const limitMinor = limitIn(input['creditLimitMinor']);
    if (!('creditLimitMinor' in input) || limitMinor === limitIn(before?.['creditLimitMinor'])) return [];
    return [{ index, accountId: id, before, limitMinor }];
  });
  return guard === undefined || scope.userId === null || limits.length === 0 ? [] : guard(tx, scope, limits);
}
