import type { PolicyLimits, TermsPolicy } from '../../settings/terms/contract.ts';
import { departuresOf, newClauses } from '../../settings/terms/rules.ts';
import type { FrozenQuote } from '../freezing/contract.ts';

type Terms = Pick<
  FrozenQuote,
  'payments' | 'delivery' | 'terms' | 'paymentMethod' | 'acceptanceDays' | 'warrantyMonths' | 'responseHours'
> & { totals: Pick<FrozenQuote['totals'], 'totalMinor'> };

/**
 * Whether what was accepted is on the company's standard terms: nothing leaves the policy, and where the company has clauses of
 * its own, no other one was agreed to.
 */
export function isOnStandardTerms(quote: Terms, policy: PolicyLimits & Pick<TermsPolicy, 'clauses'>): boolean {
  const others = policy.clauses.length === 0 ? [] : newClauses(quote.terms, policy.clauses);
  return others.length === 0 && departuresOf(quote, policy, quote.totals.totalMinor).length === 0;
}

/** Whether an accepted quote is too much to prove a win: so is one whose worth nobody knows, for want of a rate. */
export function needsContract(ownTotalMinor: number | null, contractFromMinor: number | null): boolean {
  return contractFromMinor !== null && (ownTotalMinor === null || ownTotalMinor >= contractFromMinor);
}
