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

/**
 * Cost and margin of a quote: of every item line whose cost is known, and of those that count together. The margin is on the
 * net, after all discounts.
 */
export function marginOf({ lines, currency }: CostedContent, totals: Totals, costs: UnitCosts): Margin {
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const exponent = currencyExponent(currency);
  const known = lines.flatMap((line) => {
    const [cost, amount] = [costs[line.id], amounts.get(line.id)];
    if (cost === undefined || !amount) return [];
    const all = divideRounded(rawAmount(line.quantity, cost, exponent), unit) * BigInt(timesCharged(line));
    const costMinor = exact(line.isCredit ? -all : all);
    return [{ ...amount, costMinor, marginMinor: amount.netMinor - costMinor }];
  });
  const counted = known.filter(({ isCounted }) => isCounted);
  const [net, costMinor] = [
    sumAmounts(counted.map(({ netMinor }) => netMinor)),
    sumAmounts(counted.map((line) => line.costMinor)),
  ];
  return {
    costMinor,
    marginMinor: net - costMinor,
    marginBp: shareOf(net - costMinor, net),
    unknown: totals.lines.filter((line) => line.isCounted).length - counted.length,
    lines: known.map((line) => ({
      id: line.id,
      costMinor: line.costMinor,
      marginMinor: line.marginMinor,
      marginBp: shareOf(line.marginMinor, line.netMinor),
    })),
  };
}

function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : basisPointsOf(part, all);
}
