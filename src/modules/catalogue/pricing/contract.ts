import { z } from 'zod';
import { CalendarDay, CurrencyCode, endpoint, Id, MinorUnits } from '../../../platform/endpoint.ts';
import { Conversion, Factor } from '../units/contract.ts';

/** How many: a decimal above zero, as text. */
export const Quantity = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/)
  .refine((text) => /[1-9]/.test(text), { params: { code: 'catalogue.quantity_zero' } });

/**
 * One step on the way to a price. `code` and `params` are put into words by whoever shows them; amounts are in `currency`.
 * `fromMinor` is null where a price begins.
 */
export const PriceStep = z.object({
  code: z.enum([
    'list',
    'parts',
    'cost',
    'price',
    'fixed',
    'percent',
    'parent',
    'discount',
    'rounded',
    'surcharge',
    'minMargin',
    'maxMargin',
    'converted',
    'withheld',
    'unit',
    'unitPrice',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  currency: z.string(),
  fromMinor: MinorUnits.nullable(),
  toMinor: MinorUnits,
});
export type PriceStep = z.infer<typeof PriceStep>;

/** Why something could not be worked out: no list price and no book, no exchange rate by that day, or no such unit. */
export const priceGaps = ['price', 'rate', 'unit'] as const;

/** A price for one of a unit, and how it came about; cost, floor and target are for one of it too. The last step of the trace is the price. */
export const Price = z.object({
  productId: Id,
  variantId: Id.nullable(),
  currency: z.string(),
  /** The product's own unit, or the one that was asked for. */
  unit: z.string().nullable(),
  /** Of a further unit: how many of the product's own it is. */
  conversion: Conversion.nullable(),
  /** Null where nothing says what it costs: then `missing` says why. */
  unitPriceMinor: MinorUnits.nullable(),
  listPriceMinor: MinorUnits.nullable(),
  /** The book the price came from; null for the list price. */
  book: z.object({ id: Id, name: z.string() }).nullable(),
  /** Null where it is unknown, and for whoever may not see costs. */
  costMinor: MinorUnits.nullable(),
  marginBp: z.int().nullable(),
  /** Below this nothing is sold. */
  floorMinor: MinorUnits.nullable(),
  /** Below this somebody has to agree. */
  targetMinor: MinorUnits.nullable(),
  missing: z.enum(priceGaps).nullable(),
  trace: z.array(PriceStep),
});
export type Price = z.infer<typeof Price>;

/** Of a bundle: how many of each part are in one. */
export const PartsAsked = z.record(Id, z.string().regex(/^\d{1,9}(\.\d{1,6})?$/));

/** What is asked: one product, or one variant of it, so many, in a currency. */
export const PriceLine = z.strictObject({
  productId: Id,
  variantId: Id.nullable().default(null),
  quantity: Quantity.default('1'),
  /** One of the product's further units that are sold, by its name; its own where left out. The quantity is in it. */
  unit: z.string().trim().max(30).nullable().default(null),
  /** How many of the product's own unit that is, where a line keeps what held when it was written. */
  factor: Factor.optional(),
  /** Of a bundle, where that differs from what it comes with: its cost follows, and its price where it is that of its parts. */
  parts: PartsAsked.optional(),
});
export type PriceLine = z.infer<typeof PriceLine>;

/** For whom, when and in what currency; and from which book, where one was chosen by hand. */
export const PriceContext = z.strictObject({
  accountId: Id.nullable().default(null),
  on: CalendarDay,
  currency: CurrencyCode,
  bookId: Id.nullable().default(null),
});
export type PriceContext = z.infer<typeof PriceContext>;

/** Prices of a page of a quote at once. */
export const maximumPriceLines = 500;

export const findPrices = endpoint({
  method: 'POST',
  path: '/product-prices/find',
  tag: 'pricing',
  summary: 'What products cost a customer on a day, each with how its price came about',
  body: PriceContext.extend({ lines: z.array(PriceLine).min(1).max(maximumPriceLines) }),
  reply: z.object({ data: z.array(Price) }),
  status: 200,
});
