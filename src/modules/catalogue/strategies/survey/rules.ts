import { basisPointsOf } from '../../../../platform/money.ts';
import type { WillingnessAnswer } from '../data/contract.ts';
import type { CurvePoint } from './contract.ts';

/** Where the four curves of van Westendorp cross, in minor units. */
export interface PriceRange {
  /** "Too cheap" meets "too dear": where the fewest refuse. */
  optimalMinor: number;
  /** "Cheap" meets "dear": what most think usual. */
  usualMinor: number;
  /** From "too cheap" = "dear" to "cheap" = "too dear": what is acceptable. */
  leastMinor: number;
  mostMinor: number;
  n: number;
}

type Curve = (price: number) => number;

/** The share of people whose limit lies at or above a price (they still find it cheap), or at or below it. */
function curve(limits: readonly number[], side: 'atLeast' | 'atMost'): Curve {
  return (price) => limits.filter((limit) => (side === 'atLeast' ? limit >= price : limit <= price)).length;
}

/** Where a falling and a rising curve cross: between the two prices around it, in proportion. */
function crossing(prices: readonly number[], falling: Curve, rising: Curve): number | null {
  for (const [index, price] of prices.entries()) {
    const gap = rising(price) - falling(price);
    if (gap < 0) continue;
    const before = prices[index - 1];
    if (gap === 0 || before === undefined) return price;
    const gapBefore = rising(before) - falling(before);
    return Math.round(before + ((price - before) * -gapBefore) / (gap - gapBefore));
  }
  return null;
}

/** True where the four answers stand in their order. */
export function isOrdered({ tooCheapMinor, cheapMinor, dearMinor, tooDearMinor }: WillingnessAnswer): boolean {
  return tooCheapMinor <= cheapMinor && cheapMinor <= dearMinor && dearMinor <= tooDearMinor;
}

/** The four curves with the prices at which they change. */
function curvesOf(valid: readonly WillingnessAnswer[]) {
  const limits = (key: keyof WillingnessAnswer): number[] => valid.map((one) => one[key]);
  const all = [...limits('tooCheapMinor'), ...limits('cheapMinor'), ...limits('dearMinor'), ...limits('tooDearMinor')];
  return {
    prices: [...new Set(all)].toSorted((a, b) => a - b),
    tooCheap: curve(limits('tooCheapMinor'), 'atLeast'),
    cheap: curve(limits('cheapMinor'), 'atLeast'),
    dear: curve(limits('dearMinor'), 'atMost'),
    tooDear: curve(limits('tooDearMinor'), 'atMost'),
  };
}

/** The four curves at every price that somebody named; answers out of order are left out. */
export function curveOf(answers: readonly WillingnessAnswer[]): CurvePoint[] {
  const valid = answers.filter(isOrdered);
  const { prices, tooCheap, cheap, dear, tooDear } = curvesOf(valid);
  const share = (many: number): number => basisPointsOf(many, valid.length);
  return prices.map((priceMinor) => ({
    priceMinor,
    tooCheapBp: share(tooCheap(priceMinor)),
    cheapBp: share(cheap(priceMinor)),
    dearBp: share(dear(priceMinor)),
    tooDearBp: share(tooDear(priceMinor)),
  }));
}

/**
 * The price sensitivity meter of van Westendorp (1976): the share that calls a price too cheap, cheap, dear and too dear, and
 * where these cross. Answers out of order are left out; null where none is left.
 */
export function priceRange(answers: readonly WillingnessAnswer[]): PriceRange | null {
  const valid = answers.filter(isOrdered);
  const { prices, tooCheap, cheap, dear, tooDear } = curvesOf(valid);
  const [optimal, usual, least, most] = [
    crossing(prices, tooCheap, tooDear),
    crossing(prices, cheap, dear),
    crossing(prices, tooCheap, dear),
    crossing(prices, cheap, tooDear),
  ];
  if (optimal === null || usual === null || least === null || most === null) return null;
  return { optimalMinor: optimal, usualMinor: usual, leastMinor: least, mostMinor: most, n: valid.length };
}
