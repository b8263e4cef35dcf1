import { divideRounded, exact, rawUnit as unit } from '../../../platform/money.ts';
import type { QuoteContent } from '../content/contract.ts';
import type { LineAmounts, Totals } from './contract.ts';
import { monthsCharged, type RawLine, rawLines } from './lines/rules.ts';
import { roundedByLine, roundedByRate, type Share, sum, taxFraction } from './rounding/rules.ts';

/** What totals are made of. */
export type Priced = Pick<
  QuoteContent,
  'lines' | 'currency' | 'isTaxIncluded' | 'rounding' | 'cashStepMinor' | 'discount' | 'promotions'
>;

function shown(
  { line, isCounted, discount, period }: RawLine,
  { amount, basis, tax, promoted }: Share,
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
    ...(promoted === 0n ? {} : { promotionMinor: exact(promoted) }),
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
  return { amount, basis: amount, tax: divideRounded(amount * top, bottom), promoted: 0n };
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

/** By year of their terms: lines of the same term are divided together, so that one cent is not lost with each. */
function acvOf(recurring: readonly RawLine[], net: (line: RawLine) => bigint): number {
  const byTerm = Map.groupBy(recurring, ({ line }) => Math.max(12, monthsCharged(line) ?? 0));
  return exact(sum([...byTerm].map(([months, some]) => divideRounded(sum(some.map(net)) * 12n, BigInt(months)))));
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
    ...(recurring.length > 0 ? { acvMinor: acvOf(recurring, net) } : {}),
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
  const { shares, promotions } = quote.rounding === 'exact' ? roundedByRate(counted, quote) : roundedByLine(counted, quote);
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
    ...(promotions.length > 0 ? { promotions } : {}),
    netMinor,
    taxMinor,
    grossMinor,
    cashRoundingMinor: totalMinor - grossMinor,
    totalMinor,
    ...recurringOf(counted, byId),
  };
}
