import type { WillingnessAnswer } from '../data/contract.ts';

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
function isOrdered({ tooCheapMinor, cheapMinor, dearMinor, tooDearMinor }: WillingnessAnswer): boolean {
  return tooCheapMinor <= cheapMinor && cheapMinor <= dearMinor && dearMinor <= tooDearMinor;
}

/**
 * The price sensitivity meter of van Westendorp (1976): the share that calls a price too cheap, cheap, dear and too dear, and
 * where these cross. Answers out of order are left out; null where none is left.
 */
export function priceRange(answers: readonly WillingnessAnswer[]): PriceRange | null {
  const valid = answers.filter(isOrdered);
  const prices = [...new Set(valid.flatMap((one) => Object.values(one)))]
    .filter((price) => typeof price === 'number')
    .toSorted((a, b) => a - b);
  const tooCheap = curve(
    valid.map((one) => one.tooCheapMinor),
    'atLeast',
  );
  const cheap = curve(
    valid.map((one) => one.cheapMinor),
    'atLeast',
  );
  const dear = curve(
    valid.map((one) => one.dearMinor),
    'atMost',
  );
  const tooDear = curve(
    valid.map((one) => one.tooDearMinor),
    'atMost',
  );
  const [optimal, usual, least, most] = [
    crossing(prices, tooCheap, tooDear),
    crossing(prices, cheap, dear),
    crossing(prices, tooCheap, dear),
    crossing(prices, cheap, tooDear),
  ];
  if (optimal === null || usual === null || least === null || most === null) return null;
  return { optimalMinor: optimal, usualMinor: usual, leastMinor: least, mostMinor: most, n: valid.length };
}
