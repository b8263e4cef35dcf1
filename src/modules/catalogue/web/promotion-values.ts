import { type Language, otherLanguage } from '../../../platform/languages.ts';
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

/** The language of a promotion's second name: the one that it has, or the one that the workspace does not speak. */
export function secondLanguage(names: Promotion['names'], own: Language): 'en' | 'zh-Hans' {
  const other = otherLanguage(own);
  const first = other === 'en' ? 'zh-Hans' : 'en';
  return names?.[other] === undefined && names?.[first] !== undefined ? first : other;
}
