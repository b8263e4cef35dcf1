import type { Values } from '../../../approvals/conditions/rules.ts';
import type { SubjectField } from '../../../approvals/subjects/rules.ts';
import type { AccountCredit } from '../contract.ts';

const ofLimit = { of: 'creditLimitMinor' } as const;

export const creditFields: readonly SubjectField[] = [
  { key: 'limitMinor', label: 'offers:creditLimit.limitMinor', kind: 'money', worse: 'higher', ...ofLimit },
  { key: 'raiseMinor', label: 'offers:creditLimit.raiseMinor', kind: 'money', worse: 'higher', ...ofLimit },
  { key: 'isUnlimited', label: 'offers:creditLimit.isUnlimited', kind: 'flag', worse: 'higher', ...ofLimit },
  { key: 'openMinor', label: 'offers:creditLimit.openMinor', kind: 'money', worse: 'higher', ...ofLimit },
  { key: 'paysLate', label: 'offers:creditLimit.paysLate', kind: 'flag', worse: 'higher', of: 'paymentRecord' },
  { key: 'isOthersToSet', label: 'offers:creditLimit.isOthersToSet', kind: 'flag', worse: 'never', ...ofLimit },
];

export interface AskedLimit {
  /** Null: no limit. */
  limitMinor: number | null;
  /** As it is; null where there is none. */
  beforeMinor: number | null;
  /** What is under way; null where it was not asked. */
  openMinor: number | null;
  paymentRecord: AccountCredit['paymentRecord'];
  /** Whether whoever asks may set limits. */
  maySet: boolean;
}

/**
 * What rules look at. A customer without a limit has not been given credit yet, so that a first one is a raise by all of it; taking
 * the limit away is no raise by a sum, and says so by itself.
 */
export function creditValues({ limitMinor, beforeMinor, openMinor, paymentRecord, maySet }: AskedLimit): Values {
  return {
    limitMinor,
    raiseMinor: limitMinor === null ? null : Math.max(0, limitMinor - (beforeMinor ?? 0)),
    isUnlimited: limitMinor === null,
    openMinor,
    paysLate: paymentRecord === 'sometimesLate' || paymentRecord === 'oftenLate',
    isOthersToSet: !maySet,
  };
}
