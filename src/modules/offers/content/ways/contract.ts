import { z } from 'zod';
import { CalendarDay, Id, MinorUnits } from '../../../../platform/endpoint.ts';
import { methods, reasons } from '../../../catalogue/strategies/data/contract.ts';
import { Figures } from '../../../catalogue/strategies/settings/contract.ts';

const text = (max: number) => z.string().trim().max(max);

/** A need that the product meets, what that is worth to the customer (by piece), and whether they agreed that only we meet it. */
export const PricedNeed = z.strictObject({
  what: text(200),
  benefitMinor: MinorUnits.min(0),
  isOurs: z.boolean().default(false),
});
export type PricedNeed = z.infer<typeof PricedNeed>;

/** What was said for a way when it was chosen; what is left out was the product's. From it the price is worked out again. */
export const WaySaid = z.strictObject({
  /** Of the product's own unit. */
  quantity: z
    .string()
    .regex(/^\d{1,20}(\.\d{1,6})?$/)
    .meta({ examples: ['24'] }),
  shareBp: z.int().min(0).max(10_000).nullable().default(null),
  mostMinor: MinorUnits.min(0).nullable().default(null),
  premiumBp: z.int().min(-9999).max(100_000).nullable().default(null),
  figures: Figures.default({}),
});

/** What a chosen price leaves over the cost, and what was to be earned on it; only for whoever may see costs. */
export const WayCost = z.strictObject({
  marginBp: z.int().nullable().default(null),
  costMinor: MinorUnits.nullable().default(null),
  markupBp: z.int().min(0).max(1_000_000).nullable().default(null),
  targetMarginBp: z.int().min(0).max(9999).nullable().default(null),
});

/** How the price of a line was come to, as its seller chose it. It stays with the line; the customer does not read it. */
export const PricedBy = z.strictObject({
  method: z.enum(methods),
  /** What it was made for; of another product it says nothing. */
  productId: Id.nullable(),
  priceMinor: MinorUnits.min(0),
  /** The figures it was made of, as the server found them. Of a price from the cost none: those are in `cost`. */
  inputs: z.record(z.string().max(40), MinorUnits.nullable()).default({}),
  needs: z.array(PricedNeed).max(20).default([]),
  said: WaySaid.optional(),
  cost: WayCost.nullable().optional(),
  isRecommended: z.boolean(),
  /** Why the recommended way was that. */
  reason: z.enum(reasons).nullable(),
  on: CalendarDay,
});
export type PricedBy = z.infer<typeof PricedBy>;
