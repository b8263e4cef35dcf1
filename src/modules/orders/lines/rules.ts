import type { OrderLine } from './contract.ts';

/** A line with everything that it says and nothing of what it comes to. */
export interface FullLine extends Pick<
  OrderLine,
  | 'id'
  | 'name'
  | 'code'
  | 'customerNumber'
  | 'unit'
  | 'conversion'
  | 'note'
  | 'parts'
  | 'deliverOn'
  | 'quantity'
  | 'unitPrice'
  | 'discountBp'
  | 'taxBp'
  | 'period'
  | 'periodCount'
> {
  productId: string | null;
  variantId: string | null;
}
