import {
  basisPointsOf,
  currencyExponent,
  divideRounded,
  exact,
  rawAmount,
  rawUnit as unit,
  sumAmounts,
} from '../../../../platform/money.ts';
import type { QuoteLine } from '../../content/contract.ts';
import type { Margin, Totals } from '../contract.ts';
import { timesCharged } from '../lines/rules.ts';

/** What one piece of a line costs us, as decimal text in the quote's currency, by the line's id. */
export type UnitCosts = Readonly<Record<string, string>>;

/** What of a quote, draft or frozen, its costs are counted by. */
interface CostedContent {
  currency: string;
  lines: readonly Pick<QuoteLine, 'id' | 'quantity' | 'charge' | 'isCredit'>[];
}

const nothing = '0';

/**
 * The costs of a draft with those of its credits: what comes back is worth what its product costs, and a credit of no product, or of
 * one whose cost nobody knows, brings nothing back: it costs 0, so that what it takes off counts in full. They are kept when the
 * quote is sent; one that was sent without them stays as it was.
 */
export function withCreditCosts(
  { lines }: { lines: readonly Pick<QuoteLine, 'id' | 'kind' | 'isCredit'>[] },
  costs: UnitCosts,
): UnitCosts {
  const bare = lines.filter(({ id, kind, isCredit }) => kind === 'item' && isCredit && costs[id] === undefined);
  return bare.length === 0 ? costs : { ...costs, ...Object.fromEntries(bare.map(({ id }) => [id, nothing])) };
}

/** The costs of what was sent without those that its credits were given: a line that is a credit no longer has none again. */
export function withoutCreditCosts(
  { lines }: { lines: readonly Pick<QuoteLine, 'id' | 'isCredit'>[] },
  costs: UnitCosts,
): UnitCosts {
  const bare = new Set(lines.flatMap(({ id, isCredit }) => (isCredit && costs[id] === nothing ? [id] : [])));
  return Object.fromEntries(Object.entries(costs).filter(([id]) => !bare.has(id)));
}

/**
 * Cost and margin of a quote: of every item line whose cost is known, and of those that count together. The margin is on the
 * net, after all discounts: `net of what is sold − credits − (cost of what is sold − cost of what comes back)`. A credit that brings
 * nothing back has no margin of its own in per cent.
 */
export function marginOf({ lines, currency }: CostedContent, totals: Totals, costs: UnitCosts): Margin {
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const exponent = currencyExponent(currency);
  const known = lines.flatMap((line) => {
    const [cost, amount] = [costs[line.id], amounts.get(line.id)];
    if (cost === undefined || !amount) return [];
    const all = divideRounded(rawAmount(line.quantity, cost, exponent), unit) * BigInt(timesCharged(line));
    const costMinor = exact(line.isCredit ? -all : all);
    const isRebate = line.isCredit && costMinor === 0;
    return [{ ...amount, costMinor, marginMinor: amount.netMinor - costMinor, isRebate }];
  });
  const all = known.filter(({ isCounted }) => isCounted);
  // What credits take off says nothing of a margin as long as no cost is known of what they are taken off.
  const counted = all.some(({ isRebate }) => !isRebate) ? all : [];
  const [net, costMinor] = [
    sumAmounts(counted.map(({ netMinor }) => netMinor)),
    sumAmounts(counted.map((line) => line.costMinor)),
  ];
  return {
    costMinor,
    marginMinor: net - costMinor,
    marginBp: net < 0 ? null : shareOf(net - costMinor, net),
    unknown: totals.lines.filter((line) => line.isCounted).length - counted.length,
    lines: known.map((line) => ({
      id: line.id,
      costMinor: line.costMinor,
      marginMinor: line.marginMinor,
      marginBp: line.isRebate ? null : shareOf(line.marginMinor, line.netMinor),
    })),
  };
}

function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : basisPointsOf(part, all);
}
