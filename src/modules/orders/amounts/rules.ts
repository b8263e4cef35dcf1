import { currencyExponent, divideRounded, exact, rawAmount, rawUnit, sumAmounts } from '../../../platform/money.ts';
import { apportion, roundedSum } from '../../../platform/shares.ts';

/** What the amounts of a line are made of. */
export interface PricedLine {
  quantity: string;
  unitPrice: string;
  discountBp: number;
  taxBp: number;
}

/** What a line comes to: `netMinor + taxMinor = totalMinor`, exactly. */
export interface LineMoney {
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
}

const wholeShare = 10_000n;

/**
 * The amounts of the lines of an order. Each line's price is rounded; tax once per rate, and what rounding leaves over goes to
 * the lines with the largest remainders, so that the parts always sum to the whole.
 */
export function moneyOfLines(lines: readonly PricedLine[], currency: string, isTaxIncluded: boolean): LineMoney[] {
  const exponent = currencyExponent(currency);
  const amounts = lines.map(({ quantity, unitPrice, discountBp }) =>
    divideRounded((rawAmount(quantity, unitPrice, exponent) * (wholeShare - BigInt(discountBp))) / wholeShare, rawUnit),
  );
  const taxes: bigint[] = lines.map(() => 0n);
  const byRate = Map.groupBy(lines.keys(), (index) => lines[index]?.taxBp ?? 0);
  for (const [taxBp, indexes] of byRate) {
    const bottom = isTaxIncluded ? wholeShare + BigInt(taxBp) : wholeShare;
    const parts = indexes.map((index) => (amounts[index] ?? 0n) * BigInt(taxBp));
    const split = apportion(roundedSum(parts, bottom), parts, bottom);
    indexes.forEach((index, at) => (taxes[index] = split[at] ?? 0n));
  }
  return amounts.map((amount, index) => {
    const tax = taxes[index] ?? 0n;
    const net = isTaxIncluded ? amount - tax : amount;
    return { netMinor: exact(net), taxMinor: exact(tax), totalMinor: exact(net + tax) };
  });
}

/** What lines come to together. */
export function sumOfLines(lines: readonly LineMoney[]): LineMoney {
  const of = (key: keyof LineMoney): number => sumAmounts(lines.map((line) => line[key]));
  return { netMinor: of('netMinor'), taxMinor: of('taxMinor'), totalMinor: of('totalMinor') };
}

/** The same by tax rate, the highest first. */
export function ratesOf(
  lines: readonly (LineMoney & { taxBp: number })[],
): { taxBp: number; netMinor: number; taxMinor: number }[] {
  return [...Map.groupBy(lines, ({ taxBp }) => taxBp)]
    .toSorted(([a], [b]) => b - a)
    .map(([taxBp, group]) => {
      const { netMinor, taxMinor } = sumOfLines(group);
      return { taxBp, netMinor, taxMinor };
    });
}

/** What lists show of the lines: their names, cut off. */
export function summaryOf(lines: readonly { name: string }[]): string | null {
  const text = lines.map(({ name }) => name).join(', ');
  return text === '' ? null : text.slice(0, 400);
}
