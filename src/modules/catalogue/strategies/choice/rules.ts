import type { Recommendation, Situation, Strategy } from '../data/contract.ts';

/**
 * Which way to a price fits: value where the customer confirmed what sets us apart and can pay for it; demand where it is
 * scarce; competition where rivals are priced; cost where that is known. Only usable ways are recommended.
 */
export function recommend(strategies: readonly Strategy[], { differentiators, isScarce, canPay }: Situation): Recommendation {
  const usable = new Set(strategies.filter(({ isUsable }) => isUsable).map(({ method }) => method));
  const [only] = usable;
  if (only === undefined) return { method: null, reason: 'none' };
  if (usable.size === 1) return { method: only, reason: 'only' };
  if (usable.has('valueBased') && differentiators > 0 && canPay !== false)
    return { method: 'valueBased', reason: 'differentiated' };
  if (usable.has('demandBased') && isScarce) return { method: 'demandBased', reason: 'scarce' };
  if (usable.has('competitionBased')) return { method: 'competitionBased', reason: 'compared' };
  if (usable.has('costPlus')) return { method: 'costPlus', reason: 'costKnown' };
  return { method: only, reason: 'noneBetter' };
}
