import type { BookPriceInput } from './contract.ts';

type Bounds = Pick<BookPriceInput, 'minQuantity' | 'maxQuantity' | 'validFrom' | 'validTo'>;

/** What is wrong with where a price begins and ends. */
export function faultsOfBounds({ minQuantity, maxQuantity, validFrom, validTo }: Bounds): { path: string; code: string }[] {
  return [
    ...(maxQuantity !== null && Number(maxQuantity) < Number(minQuantity)
      ? [{ path: 'maxQuantity', code: 'catalogue.most_below_least' }]
      : []),
    ...(validFrom !== null && validTo !== null && validTo < validFrom
      ? [{ path: 'validTo', code: 'catalogue.ends_before_start' }]
      : []),
  ];
}

/** What a price says, by column. */
export const priceColumns = (price: Omit<BookPriceInput, 'bookPriceId'>) => ({
  product_id: price.productId,
  variant_id: price.variantId,
  min_quantity: price.minQuantity,
  max_quantity: price.maxQuantity,
  amount_minor: price.amountMinor,
  valid_from: price.validFrom,
  valid_to: price.validTo,
});
