import { divideRounded, rawUnit as unit } from '../../../../platform/money.ts';
import { apportion, roundedSum, splitOver } from '../../../../platform/shares.ts';
import type { Discount, QuoteContent } from '../../content/contract.ts';
import { type Promoted, promotionsOff } from '../../promotions/rules.ts';
import type { RawLine } from '../lines/rules.ts';

type Rounded = Pick<QuoteContent, 'discount' | 'rounding' | 'isTaxIncluded' | 'promotions'>;

/** What a line comes to, before and after what is taken off it. */
export interface Share {
  /** Before and after its part of the discount on the whole: net, or gross where prices include tax. */
  amount: bigint;
  basis: bigint;
  tax: bigint;
  /** What promotions take off. */
  promoted: bigint;
}

export interface Shares {
  shares: Share[];
  promotions: Promoted['byPromotion'];
}

const wholeShare = 10_000n;
/** The sum of whole numbers. */
export const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);

/** What a discount takes off an amount: of an amount, at most all of it. */
function discountOn(amount: bigint, discount: Discount | null): bigint {
  if (discount === null) return 0n;
  if (discount.kind === 'share') return divideRounded(amount * BigInt(discount.bp), wholeShare);
  const most = amount > 0n ? amount : 0n;
  return BigInt(discount.minor) < most ? BigInt(discount.minor) : most;
}

/** Tax is `amount × top / bottom`: on top of a net, or inside a gross. */
export function taxFraction(taxBp: number, isTaxIncluded: boolean): { top: bigint; bottom: bigint } {
  const top = BigInt(taxBp);
  return { top, bottom: isTaxIncluded ? wholeShare + top : wholeShare };
}

/** Lines rounded one by one; tax per line, or once per rate and then split over its lines. */
export function roundedByLine(lines: readonly RawLine[], { discount, rounding, isTaxIncluded, promotions }: Rounded): Shares {
  const amounts = lines.map(({ raw }) => divideRounded(raw, unit));
  const { byLine, byPromotion } = promotionsOff(lines, amounts, promotions);
  const rests = amounts.map((amount, index) => amount - (byLine[index] ?? 0n));
  const off = splitOver(discountOn(sum(rests), discount), rests);
  const bases = rests.map((rest, index) => rest - (off[index] ?? 0n));
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
  const shares = amounts.map((amount, index) => {
    const [basis = 0n, tax = 0n, promoted = 0n] = [bases[index], taxes[index], byLine[index]];
    return { amount, basis, tax, promoted };
  });
  return { shares, promotions: byPromotion };
}

/** Only the sums of each rate are rounded; lines show their part of them. */
export function roundedByRate(lines: readonly RawLine[], { discount, isTaxIncluded, promotions }: Rounded): Shares {
  const groups = [...groupsByRate(lines)].map(([taxBp, indexes]) => {
    const raws = indexes.map((index) => lines[index]?.raw ?? 0n);
    const rawSum = sum(raws);
    const rounded = divideRounded(rawSum, unit);
    return { taxBp, indexes, raws, rawSum, rounded, amounts: apportion(rounded, raws, unit) };
  });
  const all = lines.map(() => 0n);
  for (const { indexes, amounts } of groups) indexes.forEach((index, place) => (all[index] = amounts[place] ?? 0n));
  const { byLine, byPromotion } = promotionsOff(lines, all, promotions);
  const promotedIn = groups.map(({ indexes }) => sum(indexes.map((index) => byLine[index] ?? 0n)));
  const rests = groups.map(({ rounded }, at) => rounded - (promotedIn[at] ?? 0n));
  const off = splitOver(discountOn(sum(rests), discount), rests);
  const found: Share[] = lines.map(() => ({ amount: 0n, basis: 0n, tax: 0n, promoted: 0n }));
  groups.forEach(({ taxBp, indexes, raws, rawSum, rounded, amounts }, at) => {
    const onWhole = off[at] ?? 0n;
    const less = onWhole + (promotedIn[at] ?? 0n);
    // What is left of the exact sum; nothing of it is taxed where nothing of the rounded one is left.
    const left = less === rounded ? 0n : rawSum - less * unit;
    const tax = taxFraction(taxBp, isTaxIncluded);
    const own = indexes.map((index) => byLine[index] ?? 0n);
    const bases = amounts.map((amount, place) => amount - (own[place] ?? 0n));
    const shares = splitOver(onWhole, bases);
    const taxOfAll = divideRounded(left * tax.top, unit * tax.bottom);
    const taxes = taxesOf(taxOfAll, { raws, rawSum, left, tax, isPromoted: own.some((one) => one !== 0n), bases });
    indexes.forEach((index, place) => {
      const [amount = 0n, promoted = 0n] = [amounts[place], own[place]];
      found[index] = { amount, basis: amount - promoted - (shares[place] ?? 0n), tax: taxes[place] ?? 0n, promoted };
    });
  });
  return { shares: found, promotions: byPromotion };
}

interface RateGroup {
  raws: readonly bigint[];
  rawSum: bigint;
  left: bigint;
  tax: { top: bigint; bottom: bigint };
  isPromoted: boolean;
  bases: readonly bigint[];
}

/** The tax of a rate split over its lines: by what they come to exactly; by what promotions left of them, where these took part. */
function taxesOf(taxOfAll: bigint, { raws, rawSum, left, tax, isPromoted, bases }: RateGroup): bigint[] {
  if (isPromoted) return splitOver(taxOfAll, bases);
  const [top, bottom] = rawSum === 0n ? [1n, 1n] : [left, rawSum];
  return apportion(taxOfAll, scaled(raws, top * tax.top), bottom * unit * tax.bottom);
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
