import { priceAtMargin } from '../amounts/rules.ts';
import type { MarginGuard, ProductFacts } from '../data/contract.ts';

const sameName = (a: string | null, b: string | null): boolean => a !== null && a.toLowerCase() === b?.toLowerCase();

/** The margins that hold for a product: each from the narrowest guard that names it (product, category, everything). */
export function guardOf(
  guards: readonly MarginGuard[],
  product: Pick<ProductFacts, 'id' | 'category'>,
): Pick<MarginGuard, 'floorBp' | 'targetBp'> {
  const own = guards.filter(({ productId }) => productId === product.id);
  const ofCategory = guards.filter(({ productId, category }) => productId === null && sameName(category, product.category));
  const general = guards.filter(({ productId, category }) => productId === null && category === null);
  const ordered = [...own, ...ofCategory, ...general];
  const first = (key: 'floorBp' | 'targetBp'): number | null => ordered.find((one) => one[key] !== null)?.[key] ?? null;
  return { floorBp: first('floorBp'), targetBp: first('targetBp') };
}

/** The prices at which floor and target margin are earned; null where no cost or no guard is known. */
export function guardedPrices(
  guards: readonly MarginGuard[],
  product: ProductFacts | undefined,
  costMinor: number | null,
): { floorMinor: number | null; targetMinor: number | null } {
  if (!product || costMinor === null) return { floorMinor: null, targetMinor: null };
  const { floorBp, targetBp } = guardOf(guards, product);
  const at = (bp: number | null): number | null => (bp === null ? null : priceAtMargin(costMinor, bp));
  return { floorMinor: at(floorBp), targetMinor: at(targetBp) };
}
