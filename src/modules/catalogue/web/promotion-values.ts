import type { SchemaForm } from '../../../web/use-schema-form.ts';
import type { NewPromotion, Promotion, PromotionChanges } from '../promotions/contract.ts';

/** What the form of a promotion holds; of one that is there the version that was seen. */
export interface PromotionValues extends Omit<
  Promotion,
  'id' | 'currency' | 'products' | 'accounts' | 'usedMinor' | 'uses' | 'version'
> {
  productIds: string[];
  accountIds: string[];
  version?: number;
}
export type PromotionForm = SchemaForm<PromotionValues, NewPromotion | PromotionChanges>;
