import { z } from 'zod';
import { CurrencyCode, Id, LocalizedText, MinorUnits } from '../../../platform/endpoint.ts';
import { PromotionAction, PromotionNames } from '../../catalogue/promotions/contract.ts';
import { Conversion } from '../../catalogue/units/contract.ts';
import { LineParts } from '../../orders/parts/contract.ts';
import { AgreedTerms, PartId } from '../../settings/terms/contract.ts';
import { Translations } from '../translating/contract.ts';
import { PricedBy } from './ways/contract.ts';

/**
 * What a quote says, as its seller edits it. Money is worked out from it by `totals/rules.ts`, the same in the browser and on
 * the server; nothing of what it costs us stands in it.
 */

/** Where amounts are rounded: each line's net and its tax; each line's net, and tax once per rate; once per rate alone. */
export const roundingModes = ['perLine', 'perRate', 'exact'] as const;
export const lineKinds = ['item', 'section', 'text'] as const;
export const periods = ['month', 'quarter', 'year'] as const;
export const rateUnits = ['hour', 'day'] as const;
/** Cells of the grid whose typed text may be kept while it cannot be read. */
export const cells = ['quantity', 'unitPrice', 'discount', 'taxBp', 'unitCost'] as const;
export const invoiceKinds = ['special', 'plain', 'none'] as const;
export const quoteLanguages = ['en', 'zh-Hans', 'zh-Hant'] as const;

export const Cell = z.enum(cells);
export type Cell = z.infer<typeof Cell>;

const text = (max: number) => z.string().trim().max(max);
/** In the currency's main unit, `348.35`: as many decimals as a price per piece needs, not only those of the currency. */
export const Price = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,8})?$/)
  .meta({ examples: ['348.35'] });
export const Quantity = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/)
  .meta({ examples: ['2.5'] });
const basisPoints = z.int().min(0).max(10_000);

/** Off a line or off the whole: a share in basis points, or an amount. Of a recurring line the amount is off every period. */
export const Discount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), bp: basisPoints }),
  z.strictObject({ kind: z.literal('amount'), minor: MinorUnits.min(0) }),
]);
export type Discount = z.infer<typeof Discount>;

/** How a line is charged: once; for a number of periods, dearer by `upliftBp` from each year to the next; by hours or days at a rate. */
export const Charge = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once') }),
  z.strictObject({
    kind: z.literal('recurring'),
    period: z.enum(periods),
    count: z.int().min(1).max(360),
    upliftBp: basisPoints,
  }),
  z.strictObject({ kind: z.literal('time'), per: z.enum(rateUnits) }),
]);
export type Charge = z.infer<typeof Charge>;

export const QuoteLine = z.strictObject({
  id: PartId,
  kind: z.enum(lineKinds),
  name: text(500),
  note: text(4000).nullable().default(null),
  /** The same in other languages, for readers of them. */
  names: LocalizedText.nullable().default(null),
  notes: LocalizedText.nullable().default(null),
  productId: Id.nullable().default(null),
  variantId: Id.nullable().default(null),
  parts: LineParts.optional(),
  code: text(60).nullable().default(null),
  quantity: Quantity.default('1'),
  unit: text(30).nullable().default(null),
  /** Of a unit that is not the product's own: how many of its own it is, as it was when the unit was chosen. */
  conversion: Conversion.nullable().optional(),
  /** 0 is free of charge; one that is still to come stands in `unread` as an empty text. */
  unitPrice: Price.default('0'),
  /**
   * What the catalogue asked when the line got its product, quantity or price: what `unitPrice` is measured by. Null where it
   * had no price in the quote's currency; left out where it was not asked.
   */
  foundPriceMinor: MinorUnits.min(0).nullable().optional(),
  /** Which of the four ways set the price; left out where it is the catalogue's or typed. */
  pricedBy: PricedBy.nullable().optional(),
  /** Who typed its price; the server says so. Left out where nobody did, or it is not known. */
  typedById: Id.nullable().optional(),
  /** Why it is sold for something else than the catalogue asks, or below the target margin. */
  priceReason: text(500).nullable().optional(),
  discount: Discount.nullable().default(null),
  /** Tax rate; 1300 is 13 %. */
  taxBp: basisPoints.default(0),
  taxName: text(60).nullable().default(null),
  charge: Charge.default({ kind: 'once' }),
  /** Goods that come back, or a credit: the line counts against the others. */
  isCredit: z.boolean().default(false),
  /** Counts only when chosen. */
  isOptional: z.boolean().default(false),
  isChosen: z.boolean().default(false),
  /** Stands in for that line when chosen. */
  alternativeOf: PartId.nullable().default(null),
  /** Between which quantities the customer may choose. */
  limits: z.strictObject({ min: Quantity, max: Quantity }).nullable().default(null),
  /** What was typed or pasted and cannot be read, by cell. Such a line counts for nothing and cannot be sent. */
  unread: z.partialRecord(Cell, text(200)).nullable().default(null),
});
export type QuoteLine = z.infer<typeof QuoteLine>;

/** A line as it is written: a price that is left out is the catalogue's or still to be typed, a tax that is left out is that of its product's class or of the default class. */
export const WrittenLine = QuoteLine.extend({ unitPrice: Price.optional(), taxBp: basisPoints.optional() });
export type WrittenLine = z.infer<typeof WrittenLine>;

/** Why it is worth it: the need, what changes, and who has seen it. */
export const Value = z.strictObject({
  id: PartId,
  need: text(500),
  benefit: text(1000),
  proof: text(1000).nullable().default(null),
});

/** A promotion taken into a quote: what it takes off which products, as it was when it was taken or last looked at. */
export const QuotePromotion = z.strictObject({
  id: Id,
  name: text(120),
  /** The same in other languages, for readers of them; left out where there are none. */
  names: PromotionNames.optional(),
  /** What the customer said to get it. */
  code: text(40).nullable().default(null),
  priority: z.int().min(-1000).max(1000).default(0),
  isExclusive: z.boolean().default(false),
  isForAll: z.boolean(),
  /** Otherwise the products it is about, those of its series among them. */
  productIds: z.array(Id).max(4000).default([]),
  minQuantity: Quantity.nullable().default(null),
  minAmountMinor: MinorUnits.min(0).nullable().default(null),
  action: PromotionAction,
});
export type QuotePromotion = z.infer<typeof QuotePromotion>;

export const maxLines = 3500;

export const QuoteContent = z.strictObject({
  language: z.enum(quoteLanguages),
  currency: CurrencyCode,
  isTaxIncluded: z.boolean(),
  rounding: z.enum(roundingModes),
  /** The total is paid in whole steps of it (5 for CHF: 0.05). */
  cashStepMinor: z.int().min(1).max(100_000).nullable().default(null),
  invoiceKind: z.enum(invoiceKinds).nullable().default(null),
  lines: z.array(QuoteLine).max(maxLines),
  discount: Discount.nullable().default(null),
  /** Promotions that were taken; left out where there are none. */
  promotions: z.array(QuotePromotion).max(20).optional(),
  validDays: z.int().min(1).max(730),
  ...AgreedTerms.shape,
  values: z.array(Value).max(30).default([]),
  intro: text(8000).nullable().default(null),
  closing: text(8000).nullable().default(null),
  /** For readers of other languages; left out where there are none. */
  translations: Translations.optional(),
  fileIds: z.array(Id).max(20).default([]),
});
export type QuoteContent = z.infer<typeof QuoteContent>;

/** What a quote says, as it is written. */
export const WrittenContent = QuoteContent.extend({ lines: z.array(WrittenLine).max(maxLines) });
export type WrittenContent = z.infer<typeof WrittenContent>;
