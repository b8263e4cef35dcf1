import { z } from 'zod';
import { CalendarDay, CurrencyCode, endpoint, Id, IdParams, MinorUnits } from '../../../platform/endpoint.ts';
import { maxLines, QuotePromotion } from '../content/contract.ts';

/** Why a promotion cannot be taken into a quote at all; the rest of its conditions are about lines. */
export const promotionStops = ['customer', 'currency', 'notYet', 'over', 'spent'] as const;

export const PromotionOffer = z.object({
  promotion: QuotePromotion,
  why: z.enum(promotionStops).nullable(),
  /** What is left of its budget; null without one. */
  leftMinor: MinorUnits.nullable(),
  currency: z.string(),
  validFrom: CalendarDay.nullable(),
  validTo: CalendarDay.nullable(),
});
export type PromotionOffer = z.infer<typeof PromotionOffer>;

export const findQuotePromotions = endpoint({
  method: 'POST',
  path: '/quotes/:id/promotions/find',
  tag: 'quotes',
  summary: 'Promotions for a quote and its products, those with a code only where it is said, each with why it cannot be taken',
  params: IdParams,
  body: z.strictObject({
    currency: CurrencyCode,
    productIds: z.array(Id).max(maxLines).default([]),
    codes: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  }),
  status: 200,
  reply: z.object({ data: z.array(PromotionOffer) }),
});
