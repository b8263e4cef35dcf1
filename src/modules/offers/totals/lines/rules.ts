import { currencyExponent, divideRounded, rawAmount, rawUnit as unit } from '../../../../platform/money.ts';
import type { Charge, Discount, QuoteContent, QuoteLine } from '../../content/contract.ts';

const wholeShare = 10_000n;
const periodsAYear = { month: 12, quarter: 4, year: 1 } as const;

/** An item with its amounts before rounding, in minor units over `unit`; negative where it is a credit. */
export interface RawLine {
  line: QuoteLine;
  isCounted: boolean;
  raw: bigint;
  /** What its own discount takes off. */
  discount: bigint;
  period: bigint | null;
  /** What falls into the first year, of a line that recurs. */
  firstYear: bigint | null;
}

/** What is left of an amount; never less than nothing. */
function reduced(raw: bigint, discount: Discount | null): bigint {
  if (discount === null) return raw;
  if (discount.kind === 'share') return (raw * (wholeShare - BigInt(discount.bp))) / wholeShare;
  const off = BigInt(discount.minor) * unit;
  return off >= raw ? 0n : raw - off;
}

/** The periods of a recurring line by year, with what one of them costs: a period is billed by itself, so it is rounded by itself. */
function yearsOf(first: bigint, { period, count, upliftBp }: Extract<Charge, { kind: 'recurring' }>): [bigint, bigint][] {
  const years: [bigint, bigint][] = [];
  const factor = wholeShare + BigInt(upliftBp);
  for (let year = 0, left = count; left > 0; year += 1) {
    const inYear = Math.min(left, periodsAYear[period]);
    years.push([BigInt(inYear), divideRounded(first * factor ** BigInt(year), wholeShare ** BigInt(year))]);
    left -= inYear;
  }
  return years;
}

const sumOf = (years: readonly [bigint, bigint][]): bigint => years.reduce((sum, [times, each]) => sum + times * each, 0n);

/** For how many months a line is charged; null where it does not recur. */
export function monthsCharged({ charge }: Pick<QuoteLine, 'charge'>): number | null {
  return charge.kind === 'recurring' ? (charge.count * 12) / periodsAYear[charge.period] : null;
}

/** The terms of the lines that recur and count, in months: the longest first, each once. */
export function termsOf(lines: readonly { charge: Charge; isCounted: boolean }[]): number[] {
  const terms = lines.flatMap(({ charge, isCounted }) => (isCounted ? (monthsCharged({ charge }) ?? []) : []));
  return [...new Set(terms)].toSorted((a, b) => b - a);
}

/** How many periods a line is charged for; 1 where it does not recur. */
export function timesCharged({ charge }: Pick<QuoteLine, 'charge'>): number {
  return charge.kind === 'recurring' ? charge.count : 1;
}

function amountsOf(line: QuoteLine, exponent: number): Omit<RawLine, 'line' | 'isCounted'> {
  const list = rawAmount(line.quantity, line.unitPrice, exponent);
  const after = reduced(list, line.discount);
  const sign = line.isCredit ? -1n : 1n;
  const { charge } = line;
  // Rounded as people see it: what a line shows as its price less its discount is its amount.
  const off = (from: bigint, to: bigint): bigint => divideRounded(from, unit) - divideRounded(to, unit);
  if (charge.kind !== 'recurring') return { raw: sign * after, discount: sign * off(list, after), period: null, firstYear: null };
  const [years, undiscounted] = [yearsOf(divideRounded(after, unit), charge), yearsOf(divideRounded(list, unit), charge)];
  const amount = sumOf(years);
  return {
    raw: sign * amount * unit,
    discount: sign * (sumOf(undiscounted) - amount),
    period: sign * (years[0]?.[1] ?? 0n),
    firstYear: sign * sumOf(years.slice(0, 1)),
  };
}

/** Which lines are part of the total: all but options not chosen, alternatives not chosen, what an alternative replaces, and what cannot be read. */
export function countedIds(lines: readonly QuoteLine[]): Set<string> {
  const items = lines.filter(({ kind, unread }) => kind === 'item' && !(unread && Object.keys(unread).length > 0));
  const known = new Set(items.map(({ id }) => id));
  const replaced = new Map<string, string>();
  for (const { id, alternativeOf, isChosen } of items)
    if (alternativeOf !== null && alternativeOf !== id && isChosen && known.has(alternativeOf) && !replaced.has(alternativeOf))
      replaced.set(alternativeOf, id);
  const counts = ({ id, alternativeOf, isOptional, isChosen }: QuoteLine): boolean => {
    if (alternativeOf !== null) return replaced.get(alternativeOf) === id;
    return !replaced.has(id) && (!isOptional || isChosen);
  };
  return new Set(items.filter(counts).map(({ id }) => id));
}

/** Every item of a quote with its amounts before rounding. */
export function rawLines({ lines, currency }: Pick<QuoteContent, 'lines' | 'currency'>): RawLine[] {
  const exponent = currencyExponent(currency);
  const counted = countedIds(lines);
  return lines.flatMap((line) =>
    line.kind === 'item' ? [{ line, isCounted: counted.has(line.id), ...amountsOf(line, exponent) }] : [],
  );
}
