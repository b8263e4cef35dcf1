import type { TermsPolicy } from '../../settings/terms/contract.ts';
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
export function isOnStandardTerms(quote: Terms, policy: Omit<TermsPolicy, 'version' | 'asksPriceReason'>): boolean {
  const others = policy.clauses.length === 0 ? [] : newClauses(quote.terms, policy.clauses);
  return others.length === 0 && departuresOf(quote, policy, quote.totals.totalMinor).length === 0;
}
