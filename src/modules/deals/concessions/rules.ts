import { addAmounts, shareOfAmount, sumAmounts } from '../../../platform/money.ts';
import type { Concession, ConcessionTotals } from './contract.ts';

/** Amounts of an entry in the workspace's currency, beside those it was written with. */
export interface Priced extends Pick<
  Concession,
  'side' | 'currency' | 'valueMinor' | 'marginMinor' | 'marginBp' | 'gotText' | 'gotMinor'
> {
  baseValueMinor: number | null;
  baseMarginMinor: number | null;
  baseGotMinor: number | null;
}

/** What a give takes from the margin, as an amount: as it was said, else its points of the deal's amount. */
export function marginOf(
  { marginMinor, marginBp }: Pick<Concession, 'marginMinor' | 'marginBp'>,
  dealAmountMinor: number | null,
): number | null {
  if (marginMinor !== null) return marginMinor;
  return marginBp === null || dealAmountMinor === null ? null : shareOfAmount(dealAmountMinor, marginBp);
}

/** Whether nothing came back for a give. */
export function isUnreturned({ side, gotText, gotMinor }: Pick<Concession, 'side' | 'gotText' | 'gotMinor'>): boolean {
  return side === 'give' && !gotText?.trim() && !gotMinor;
}

/** What is wrong with the amounts of an entry: margin said twice, or a return for what was only asked. */
export function faultOf(
  entry: Pick<Concession, 'side' | 'marginMinor' | 'marginBp' | 'gotText' | 'gotMinor'>,
): { field: string; code: string } | null {
  if (entry.side === 'ask' && (entry.gotText || entry.gotMinor !== null || entry.marginMinor !== null || entry.marginBp !== null))
    return { field: 'side', code: 'deals.ask_has_no_return' };
  return entry.marginMinor !== null && entry.marginBp !== null ? { field: 'marginBp', code: 'deals.one_margin' } : null;
}

/**
 * Adds the gives up: in `currency` where every entry is in it, else in the workspace's `own`. The margin of an entry in the
 * workspace's currency was worked out when it was written; in the deal's it is worked out anew from its amount.
 */
export function totalsOf(
  entries: readonly Priced[],
  currency: string,
  own: string,
  dealAmountMinor: number | null,
): ConcessionTotals {
  const gives = entries.filter(({ side }) => side === 'give');
  const isOne = gives.every((give) => give.currency === currency);
  const sum = (of: (give: Priced) => number | null): number => sumAmounts(gives.map((give) => of(give) ?? 0));
  const givenMinor = sum((give) => (isOne ? give.valueMinor : give.baseValueMinor));
  const gotMinor = sum((give) => (isOne ? give.gotMinor : give.baseGotMinor));
  return {
    currency: isOne ? currency : own,
    asks: entries.length - gives.length,
    gives: gives.length,
    unreturned: gives.filter(isUnreturned).length,
    givenMinor,
    marginMinor: sum((give) => (isOne ? marginOf(give, dealAmountMinor) : give.baseMarginMinor)),
    gotMinor,
    netMinor: addAmounts(gotMinor, -givenMinor),
  };
}

/** The round that a new entry belongs to unless it says so: the last one there is. */
export function lastRound(entries: readonly Pick<Concession, 'round'>[]): number {
  return entries.reduce((last, { round }) => Math.max(last, round), 1);
}
