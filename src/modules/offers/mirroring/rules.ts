import { ownAmount } from '../../../platform/money.ts';
import type { QuoteContent } from '../content/contract.ts';
import { promotionNames } from '../promotions/rules.ts';
import type { Totals } from '../totals/contract.ts';

/** What lists show of the money of a quote's newest revision. */
export interface Mirrored {
  netMinor: number;
  totalMinor: number;
  acvMinor: number | null;
  promotions: string | null;
  baseTotalMinor: number | null;
  currency: string;
}

type Summed = Pick<Totals, 'netMinor' | 'totalMinor' | 'promotions'> & { acvMinor?: number | null | undefined };

/** The same of what a revision comes to, with its total in the workspace's currency at the rate that holds for it. */
export function mirroredOf(
  { currency, promotions: taken }: Pick<QuoteContent, 'currency' | 'promotions'>,
  { netMinor, totalMinor, acvMinor = null, promotions: applied }: Summed,
  { rate, own }: { rate: string | null; own: string },
): Mirrored {
  const promotions = promotionNames(taken, applied);
  return { netMinor, totalMinor, acvMinor, promotions, baseTotalMinor: ownAmount(totalMinor, currency, own, rate), currency };
}
