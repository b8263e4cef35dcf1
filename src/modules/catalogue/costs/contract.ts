import { z } from 'zod';
import { CalendarDay, CurrencyCode, Done, endpoint, Id, IdParams, Instant, MinorUnits } from '../../../platform/endpoint.ts';

const tag = 'products';

/** What a product, or a variant of it, costs from a day on until the next one. */
export const ProductCost = z.object({
  id: Id,
  variantId: Id.nullable(),
  currency: z.string(),
  amountMinor: MinorUnits,
  validFrom: CalendarDay,
  source: z.string().nullable(),
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
});
export type ProductCost = z.infer<typeof ProductCost>;

export const NewProductCost = z.strictObject({
  variantId: Id.nullable().default(null),
  currency: CurrencyCode,
  amountMinor: MinorUnits.min(0),
  validFrom: CalendarDay,
  source: z.string().trim().min(1).max(200).nullable().default(null),
});
export type NewProductCost = z.infer<typeof NewProductCost>;

export const listProductCosts = endpoint({
  method: 'GET',
  path: '/products/:id/costs',
  tag,
  summary: 'Costs of a product by day, the newest first; none for whoever may not see costs',
  params: IdParams,
  reply: z.object({ data: z.array(ProductCost), isHidden: z.boolean() }),
});
export const setProductCost = endpoint({
  method: 'POST',
  path: '/products/:id/costs',
  tag,
  summary: 'Set the cost of a product or variant from a day on; one of the same day is replaced',
  params: IdParams,
  body: NewProductCost,
  reply: ProductCost,
});
export const removeProductCost = endpoint({
  method: 'DELETE',
  path: '/products/:id/costs/:costId',
  tag,
  summary: 'Take a cost away; the one before it holds again',
  params: IdParams.extend({ costId: Id }),
  reply: Done,
});
