/** Fewer cases say too little for a share. */
export const fewest = 5;
const z95 = 1.959964;

/**
 * A share with its 95 % interval by Wilson's score method (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", 1927), which holds for few cases and at the ends. Null below five cases.
 */
export function shareWithInterval(part: number, all: number): { value: number; low: number; high: number } | null {
  if (all < fewest) return null;
  const value = part / all;
  const square = z95 ** 2;
  const middle = (value + square / (2 * all)) / (1 + square / all);
  const half = (z95 / (1 + square / all)) * Math.sqrt((value * (1 - value)) / all + square / (4 * all ** 2));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
