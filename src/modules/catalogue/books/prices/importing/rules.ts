/** Where a price begins: of one place a book has one price. */
export interface PricePlace {
  priceBookId: string;
  productId: string;
  variantId: string | null;
  minQuantity: string;
  validFrom: string | null;
}

/** A price that a row of a file brings. */
export interface ImportedPrice extends PricePlace {
  amountMinor: number;
  maxQuantity: string | null;
  validTo: string | null;
}

/** A price that is there, with the currency of its book. */
export interface KnownPrice extends ImportedPrice {
  id: string;
  currency: string;
}

/** What a row makes of a price that is there. Where it begins stays. */
export type ChangedPrice = Pick<KnownPrice, 'id' | 'amountMinor' | 'maxQuantity' | 'validTo'>;

/** Which of some changes would change anything. */
export function differingPrices(known: ReadonlyMap<string, KnownPrice>, changes: readonly ChangedPrice[]): ChangedPrice[] {
  return changes.filter(({ id, amountMinor, maxQuantity, validTo }) => {
    const there = known.get(id);
    if (!there) return false;
    const isSameEnd =
      maxQuantity === null || there.maxQuantity === null
        ? maxQuantity === there.maxQuantity
        : Number(maxQuantity) === Number(there.maxQuantity);
    return there.amountMinor !== amountMinor || !isSameEnd || there.validTo !== validTo;
  });
}
