import { shareOfAmount, sumAmounts } from '../../../platform/money.ts';
import type { Payment } from '../content/contract.ts';

/**
 * What each part of the schedule comes to. The last part takes the cents that rounding left over, so that parts which make up
 * the whole sum to it; `leftMinor` is what the schedule does not cover (negative: what it asks too much).
 */
export function paymentsOf(totalMinor: number, payments: readonly Payment[]): { amounts: number[]; leftMinor: number } {
  const amounts = payments.map(({ part }) => {
    if (part.kind === 'amount') return part.minor;
    return part.kind === 'share' ? shareOfAmount(totalMinor, part.bp) : 0;
  });
  const left = totalMinor - sumAmounts(amounts);
  const rest = payments.findIndex(({ part }) => part.kind === 'rest');
  const shares = payments.reduce((sum, { part }) => sum + (part.kind === 'share' ? part.bp : 0), 0);
  const lastShare = payments.findLastIndex(({ part }) => part.kind === 'share');
  const isWhole = shares === 10_000 && payments.every(({ part }) => part.kind === 'share');
  const takes = rest >= 0 ? rest : isWhole ? lastShare : -1;
  if (takes < 0) return { amounts, leftMinor: left };
  return { amounts: amounts.map((amount, index) => (index === takes ? amount + left : amount)), leftMinor: 0 };
}
