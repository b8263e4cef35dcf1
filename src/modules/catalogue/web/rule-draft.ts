import type { PriceRule } from '../books/contract.ts';

/** A rule as it is edited: one without a place in the list is new. */
export type RuleDraft = Omit<PriceRule, 'id'>;

export const newRule: RuleDraft = {
  scope: 'all',
  product: null,
  variantId: null,
  category: null,
  minQuantity: '0',
  base: 'list',
  baseBook: null,
  method: 'percent',
  amountMinor: null,
  percentBp: null,
  formula: null,
  validFrom: null,
  validTo: null,
};

/** A rule as the API takes it. */
export function inputOf({ product, baseBook, ...rule }: RuleDraft) {
  const { scope, variantId, category, minQuantity, base, method, amountMinor, percentBp, formula, validFrom, validTo } = rule;
  return {
    scope,
    variantId,
    category,
    minQuantity,
    base,
    method,
    amountMinor,
    percentBp,
    formula,
    validFrom,
    validTo,
    productId: product?.id ?? null,
    baseBookId: baseBook?.id ?? null,
  };
}
