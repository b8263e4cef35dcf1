import { divideRounded, exact, rawUnit as unit } from '../../../platform/money.ts';
import { apportion, roundedSum, splitOver } from '../../../platform/shares.ts';
import type { Discount, QuoteContent } from '../content/contract.ts';
import type { LineAmounts, Totals } from './contract.ts';
import { type RawLine, rawLines } from './lines/rules.ts';

/** What totals are made of. */
export type Priced = Pick<QuoteContent, 'lines' | 'currency' | 'isTaxIncluded' | 'rounding' | 'cashStepMinor' | 'discount'>;

interface Share {
  /** Before and after its part of the discount on the whole: net, or gross where prices include tax. */
  amount: bigint;
  basis: bigint;
  tax: bigint;
}

const wholeShare = 10_000n;
const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);

/** What a discount takes off an amount: of an amount, at most all of it. */
function discountOn(amount: bigint, discount: Discount | null): bigint {
  if (discount === null) return 0n;
  if (discount.kind === 'share') return divideRounded(amount * BigInt(discount.bp), wholeShare);
  const most = amount > 0n ? amount : 0n;
  return BigInt(discount.minor) < most ? BigInt(discount.minor) : most;
}

/** Tax is `amount × top / bottom`: on top of a net, or inside a gross. */
function taxFraction(taxBp: number, isTaxIncluded: boolean): { top: bigint; bottom: bigint } {
  const top = BigInt(taxBp);
  return { top, bottom: isTaxIncluded ? wholeShare + top : wholeShare };
}

/** Lines rounded one by one; tax per line, or once per rate and then split over its lines. */
function roundedByLine(lines: readonly RawLine[], { discount, rounding, isTaxIncluded }: Priced): Share[] {
  const amounts = lines.map(({ raw }) => divideRounded(raw, unit));
  const shares = splitOver(discountOn(sum(amounts), discount), amounts);
  const bases = amounts.map((amount, index) => amount - (shares[index] ?? 0n));
  const taxes: bigint[] = bases.map(() => 0n);
  for (const [taxBp, group] of groupsByRate(lines)) {
    const { top, bottom } = taxFraction(taxBp, isTaxIncluded);
    const exactTaxes = group.map((index) => (bases[index] ?? 0n) * top);
    const split =
      rounding === 'perLine'
        ? exactTaxes.map((one) => divideRounded(one, bottom))
        : apportion(roundedSum(exactTaxes, bottom), exactTaxes, bottom);
    group.forEach((index, at) => (taxes[index] = split[at] ?? 0n));
  }
  return amounts.map((amount, index) => ({ amount, basis: bases[index] ?? 0n, tax: taxes[index] ?? 0n }));
}

/** Only the sums of each rate are rounded; lines show their part of them. */
function roundedByRate(lines: readonly RawLine[], { discount, isTaxIncluded }: Priced): Share[] {
  const groups = [...groupsByRate(lines)].map(([taxBp, indexes]) => {
    const raws = indexes.map((index) => lines[index]?.raw ?? 0n);
    const rawSum = sum(raws);
    return { taxBp, indexes, raws, rawSum, rounded: divideRounded(rawSum, unit) };
  });
  const roundedSums = groups.map(({ rounded }) => rounded);
  const off = splitOver(discountOn(sum(roundedSums), discount), roundedSums);
  const found: Share[] = lines.map(() => ({ amount: 0n, basis: 0n, tax: 0n }));
  groups.forEach(({ taxBp, indexes, raws, rawSum, rounded }, at) => {
    const less = off[at] ?? 0n;
    // What is left of the exact sum; nothing of it is taxed where nothing of the rounded one is left.
    const left = less === rounded ? 0n : rawSum - less * unit;
    const [top, bottom] = rawSum === 0n ? [1n, 1n] : [left, rawSum];
    const tax = taxFraction(taxBp, isTaxIncluded);
    const amounts = apportion(rounded, raws, unit);
    const shares = splitOver(less, amounts);
    const taxOfAll = divideRounded(left * tax.top, unit * tax.bottom);
    const taxes = apportion(taxOfAll, scaled(raws, top * tax.top), bottom * unit * tax.bottom);
    indexes.forEach((index, place) => {
      const amount = amounts[place] ?? 0n;
      found[index] = { amount, basis: amount - (shares[place] ?? 0n), tax: taxes[place] ?? 0n };
    });
  });
  return found;
}

const scaled = (numbers: readonly bigint[], factor: bigint): bigint[] => numbers.map((one) => one * factor);

function groupsByRate(lines: readonly RawLine[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  lines.forEach(({ line }, index) => {
    const known = groups.get(line.taxBp);
    if (known) known.push(index);
    else groups.set(line.taxBp, [index]);
  });
  return groups;
}

function shown(
  { line, isCounted, discount, period }: RawLine,
  { amount, basis, tax }: Share,
  isTaxIncluded: boolean,
): LineAmounts {
  const net = isTaxIncluded ? basis - tax : basis;
  return {
    id: line.id,
    isCounted,
    listMinor: exact(amount + discount),
    discountMinor: exact(discount),
    amountMinor: exact(amount),
    shareMinor: exact(amount - basis),
    netMinor: exact(net),
    taxMinor: exact(tax),
    grossMinor: exact(net + tax),
    periodMinor: period === null ? null : exact(period),
  };
}

/** What a line that does not count would come to by itself. */
function alone(line: RawLine, isTaxIncluded: boolean): Share {
  const amount = divideRounded(line.raw, unit);
  const { top, bottom } = taxFraction(line.line.taxBp, isTaxIncluded);
  return { amount, basis: amount, tax: divideRounded(amount * top, bottom) };
}

type Sums = Pick<LineAmounts, 'netMinor' | 'taxMinor' | 'grossMinor'>;
function sumsOf(lines: readonly LineAmounts[]): Sums & { amountMinor: number; shareMinor: number } {
  const of = (key: 'amountMinor' | 'shareMinor' | keyof Sums): number => exact(sum(lines.map((line) => BigInt(line[key]))));
  const [amountMinor, shareMinor, netMinor] = [of('amountMinor'), of('shareMinor'), of('netMinor')];
  return { amountMinor, shareMinor, netMinor, taxMinor: of('taxMinor'), grossMinor: of('grossMinor') };
}

function sectionsOf({ lines }: Priced, byId: ReadonlyMap<string, LineAmounts>): Totals['sections'] {
  const sections: { id: string; counted: LineAmounts[] }[] = [];
  for (const { id, kind } of lines) {
    if (kind === 'section') sections.push({ id, counted: [] });
    const amounts = byId.get(id);
    if (amounts?.isCounted) sections.at(-1)?.counted.push(amounts);
  }
  return sections.map(({ id, counted }) => {
    const { amountMinor, netMinor, taxMinor, grossMinor } = sumsOf(counted);
    return { id, amountMinor, netMinor, taxMinor, grossMinor };
  });
}

function recurringOf(counted: readonly RawLine[], byId: ReadonlyMap<string, LineAmounts>) {
  const net = ({ line }: RawLine): bigint => BigInt(byId.get(line.id)?.netMinor ?? 0);
  const inProportion = (one: RawLine, part: bigint | null): bigint =>
    one.raw === 0n || part === null ? 0n : divideRounded(net(one) * part * unit, one.raw);
  const recurring = counted.filter(({ firstYear }) => firstYear !== null);
  const perPeriod = (['month', 'quarter', 'year'] as const).flatMap((period) => {
    const some = recurring.filter(({ line }) => line.charge.kind === 'recurring' && line.charge.period === period);
    return some.length === 0 ? [] : [{ period, netMinor: exact(sum(some.map((one) => inProportion(one, one.period)))) }];
  });
  return {
    oneOffMinor: exact(sum(counted.filter(({ firstYear }) => firstYear === null).map(net))),
    recurringMinor: exact(sum(recurring.map(net))),
    annualMinor: exact(sum(recurring.map((one) => inProportion(one, one.firstYear)))),
    perPeriod,
  };
}

/**
 * The money of a quote: the same function in the browser and on the server, in whole numbers throughout. A discount on the
 * whole is rounded once and split by largest remainder; tax is rounded as the quote's mode says (half away from zero).
 * Refused where an amount is too big to be exact.
 */
export function totalsOf(quote: Priced): Totals {
  const all = rawLines(quote);
  const counted = all.filter(({ isCounted }) => isCounted);
  const shares = quote.rounding === 'exact' ? roundedByRate(counted, quote) : roundedByLine(counted, quote);
  const shareOf = new Map(counted.map((line, index) => [line, shares[index]]));
  const lines = all.map((line) => shown(line, shareOf.get(line) ?? alone(line, quote.isTaxIncluded), quote.isTaxIncluded));
  const byId = new Map(lines.map((line) => [line.id, line]));
  const taxBpOf = new Map(all.map(({ line }) => [line.id, line.taxBp]));
  const parts = lines.filter(({ isCounted }) => isCounted);
  const { amountMinor, shareMinor, netMinor, taxMinor, grossMinor } = sumsOf(parts);
  const rates = [...Map.groupBy(parts, ({ id }) => taxBpOf.get(id) ?? 0)].map(([taxBp, some]) => {
    const sums = sumsOf(some);
    return { taxBp, netMinor: sums.netMinor, taxMinor: sums.taxMinor, grossMinor: sums.grossMinor };
  });
  const step = BigInt(quote.cashStepMinor ?? 1);
  const totalMinor = exact(divideRounded(BigInt(grossMinor), step) * step);
  return {
    lines,
    sections: sectionsOf(quote, byId),
    rates: rates.toSorted((a, b) => b.taxBp - a.taxBp),
    subtotalMinor: amountMinor,
    discountMinor: shareMinor,
    netMinor,
    taxMinor,
    grossMinor,
    cashRoundingMinor: totalMinor - grossMinor,
    totalMinor,
    ...recurringOf(counted, byId),
  };
}
