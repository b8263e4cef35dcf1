import { isDeepStrictEqual } from 'node:util';
import type { Variant, VariantInput } from './contract.ts';

/** Places of texts that stand before in the list already, in any case; what is empty repeats nothing. */
export function repeated(texts: readonly (string | null)[]): number[] {
  const seen = new Set<string>();
  return texts.flatMap((text, at) => {
    const key = text?.toLowerCase();
    if (key === undefined) return [];
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice ? [at] : [];
  });
}

/** Ids of the variants of a list that are as they were. */
export function unchanged(variants: readonly VariantInput[], known: readonly Variant[]): string[] {
  const before = new Map(known.map(({ id, ...rest }) => [id, rest]));
  return variants.flatMap(({ variantId, ...rest }) =>
    variantId && isDeepStrictEqual(before.get(variantId), rest) ? [variantId] : [],
  );
}
