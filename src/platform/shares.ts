import { divideRounded } from './money.ts';

function floorOf(numerator: bigint, denominator: bigint): bigint {
  const cut = numerator / denominator;
  return numerator < 0n && numerator % denominator !== 0n ? cut - 1n : cut;
}

/**
 * Whole numbers that sum to `total` and lie next to the exact parts `numerators[i] / denominator`: each is cut off downwards,
 * and the units left over go to the largest remainders, the earlier part first. Parts may be negative (credits); `total`
 * is the sum of the exact parts, rounded.
 */
export function apportion(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  const [sign, bottom] = denominator < 0n ? [-1n, -denominator] : [1n, denominator];
  const parts = numerators.map((numerator, index) => {
    const units = floorOf(sign * numerator, bottom);
    return { index, units, rest: sign * numerator - units * bottom };
  });
  let left = total - parts.reduce((sum, { units }) => sum + units, 0n);
  if (left === 0n) return parts.map(({ units }) => units);
  for (const part of parts.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left <= 0n) break;
    part.units += 1n;
    left -= 1n;
  }
  return parts.map(({ units }) => units);
}

/** Splits an amount over others in proportion to them, so that the parts sum to it; nothing where they sum to nothing. */
export function splitOver(amount: bigint, over: readonly bigint[]): bigint[] {
  const sum = over.reduce((all, one) => all + one, 0n);
  if (sum === 0n || amount === 0n) return over.map(() => 0n);
  return apportion(
    amount,
    over.map((one) => one * amount),
    sum,
  );
}

/** The sum of exact parts, rounded once. */
export function roundedSum(numerators: readonly bigint[], denominator: bigint): bigint {
  return divideRounded(
    numerators.reduce((sum, one) => sum + one, 0n),
    denominator,
  );
}
