import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, MinorUnits, pageOf } from '../../../../platform/endpoint.ts';

const tag = 'pricing';
const quantity = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);

/** What a product costs in a book from a quantity on, in the book's currency. */
export const BookPrice = z.object({
  id: Id,
  product: z.object({ id: Id, title: z.string() }),
  code: z.string().nullable(),
  variantId: Id.nullable(),
  variantName: z.string().nullable(),
  minQuantity: z.string(),
  maxQuantity: z.string().nullable(),
  amountMinor: MinorUnits,
  validFrom: CalendarDay.nullable(),
  validTo: CalendarDay.nullable(),
});
export type BookPrice = z.infer<typeof BookPrice>;

export const BookPriceInput = z.strictObject({
  /** One that is there already; a new one is made where it is left out. */
  bookPriceId: Id.nullable().optional(),
  productId: Id,
  variantId: Id.nullable().default(null),
  minQuantity: quantity.default('0'),
  maxQuantity: quantity.nullable().default(null),
  amountMinor: MinorUnits.min(0),
  validFrom: CalendarDay.nullable().default(null),
  validTo: CalendarDay.nullable().default(null),
});
export type BookPriceInput = z.infer<typeof BookPriceInput>;

/** So many rows are written at once. */
export const maximumRows = 1000;

export const listBookPrices = endpoint({
  method: 'GET',
  path: '/price-books/:id/prices',
  tag,
  summary: 'Prices of a book by product and quantity',
  params: IdParams,
  query: z.strictObject({
    productId: Id.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
    cursor: z.string().max(2000).optional(),
  }),
  reply: pageOf(BookPrice),
});
export const writeBookPrices = endpoint({
  method: 'POST',
  path: '/price-books/:id/prices',
  tag,
  summary: 'Write rows into a price book: change some, add some, take some away',
  params: IdParams,
  body: z.strictObject({
    set: z.array(BookPriceInput).max(maximumRows).default([]),
    remove: z.array(Id).max(maximumRows).default([]),
  }),
  reply: z.object({ data: z.array(BookPrice), removed: z.int() }),
  status: 200,
  errors: ['catalogue.tier_twice', 'catalogue.ends_before_start', 'catalogue.most_below_least'],
});
