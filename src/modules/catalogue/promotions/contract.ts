import { z } from 'zod';
import { CalendarDay, CurrencyCode, Done, endpoint, Id, IdParams, MinorUnits, Version } from '../../../platform/endpoint.ts';
import { BookSegment } from '../books/contract.ts';

const tag = 'pricing';
const Ref = z.object({ id: Id, title: z.string() });
const share = z.int().min(1).max(10_000);
const amount = MinorUnits.min(1);
const whole = z.int().min(1).max(10_000);

/** What it takes off: of each line, of each unit, units that cost nothing, or of everything it is about together. */
export const PromotionAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), bp: share }),
  z.strictObject({ kind: z.literal('amount'), amountMinor: amount }),
  z.strictObject({ kind: z.literal('free'), buy: whole, free: whole }),
  z.strictObject({ kind: z.literal('orderPercent'), bp: share }),
  z.strictObject({ kind: z.literal('orderAmount'), amountMinor: amount }),
]);
export type PromotionAction = z.infer<typeof PromotionAction>;

/** A workspace has no more promotions than this. */
export const maximumPromotions = 500;

const name = z.string().trim().min(1).max(120);

/** What it is called in other languages, for customers who read them. */
export const PromotionNames = z
  .strictObject({ en: name.optional(), 'zh-Hans': name.optional(), 'zh-Hant': name.optional() })
  .meta({ examples: [{ en: 'Spring sale' }] });

const fields = {
  name,
  /** Of quotes in a language, or read in it, it is the name; null where the other one stands for all. */
  names: PromotionNames.nullable(),
  /** What the customer says to get it; null for none. */
  code: z.string().trim().min(1).max(40).nullable(),
  /** Of its amounts: it holds for quotes in it. One without amounts holds in every currency. */
  currency: CurrencyCode,
  /** The greater goes first. */
  priority: z.int().min(-1000).max(1000),
  /** Goes with no other. */
  isExclusive: z.boolean(),
  isActive: z.boolean(),
  validFrom: CalendarDay.nullable(),
  validTo: CalendarDay.nullable(),
  /** Products and series it is about; both empty for everything. */
  productIds: z.array(Id).max(500),
  categories: z.array(z.string().trim().min(1).max(200)).max(50),
  /** Customers by name, or by their traits; neither for everybody. */
  accountIds: z.array(Id).max(1000),
  segment: BookSegment.nullable(),
  minQuantity: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .refine((text) => /[1-9]/.test(text), { params: { code: 'catalogue.quantity_zero' } })
    .nullable(),
  minAmountMinor: MinorUnits.min(0).nullable(),
  action: PromotionAction,
  /** What may be given away in all. */
  budgetMinor: MinorUnits.min(0).nullable(),
};

export const Promotion = z
  .object({
    id: Id,
    ...fields,
    currency: z.string(),
    products: z.array(Ref),
    accounts: z.array(Ref),
    /** What quotes that are out or accepted have used of the budget. */
    usedMinor: MinorUnits,
    /** So many quotes. */
    uses: z.int(),
    version: Version,
  })
  .omit({ productIds: true, accountIds: true });
export type Promotion = z.infer<typeof Promotion>;

export const NewPromotion = z.strictObject({
  ...fields,
  names: fields.names.default(null),
  code: fields.code.default(null),
  currency: fields.currency.optional(),
  priority: fields.priority.default(0),
  isExclusive: fields.isExclusive.default(false),
  isActive: fields.isActive.default(true),
  validFrom: fields.validFrom.default(null),
  validTo: fields.validTo.default(null),
  productIds: fields.productIds.default([]),
  categories: fields.categories.default([]),
  accountIds: fields.accountIds.default([]),
  segment: fields.segment.default(null),
  minQuantity: fields.minQuantity.default(null),
  minAmountMinor: fields.minAmountMinor.default(null),
  budgetMinor: fields.budgetMinor.default(null),
});
export type NewPromotion = z.infer<typeof NewPromotion>;

/** The currency stays: amounts are written in it. */
export const PromotionChanges = z.strictObject(fields).omit({ currency: true }).partial().extend({ version: Version });
export type PromotionChanges = z.infer<typeof PromotionChanges>;

const errors = ['catalogue.ends_before_start', 'catalogue.promotion_exists', 'catalogue.promotion_code_taken'];
export const listPromotions = endpoint({
  method: 'GET',
  path: '/promotions',
  tag,
  summary: `All promotions, at most ${maximumPromotions}, in the order in which they are applied, with what was used of their budgets`,
  reply: z.object({ data: z.array(Promotion) }),
});
export const createPromotion = endpoint({
  method: 'POST',
  path: '/promotions',
  tag,
  summary: 'Add a promotion',
  body: NewPromotion,
  reply: Promotion,
  errors: [...errors, 'catalogue.too_many_promotions'],
});
export const updatePromotion = endpoint({
  method: 'PATCH',
  path: '/promotions/:id',
  tag,
  summary: 'Change a promotion. Drafts follow; what was sent keeps what it was sent with',
  params: IdParams,
  body: PromotionChanges,
  reply: Promotion,
  errors: [...errors, 'stale_version'],
});
export const removePromotion = endpoint({
  method: 'DELETE',
  path: '/promotions/:id',
  tag,
  summary: 'Delete a promotion. One that quotes have used is switched off instead',
  params: IdParams,
  reply: Done,
  errors: ['catalogue.promotion_in_use'],
});
