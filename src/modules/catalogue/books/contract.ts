import { z } from 'zod';
import { CalendarDay, CurrencyCode, Done, endpoint, Id, IdParams, MinorUnits, Version } from '../../../platform/endpoint.ts';
import { ruleBases, ruleMethods, ruleScopes } from '../pricing/data/contract.ts';

const tag = 'pricing';
const Ref = z.object({ id: Id, title: z.string() });
const texts = z.array(z.string().trim().min(1).max(80)).max(50);
const count = z.int().min(0).max(100_000_000).nullable();

/** A workspace has no more price books, and a book no more rules or named customers, than this. */
export const maximumBooks = 200;
export const maximumRules = 500;
export const maximumBookAccounts = 1000;

/** Customers by their traits: all that are given have to hold. */
export const BookSegment = z.strictObject({
  industries: texts.optional(),
  regions: texts.optional(),
  countries: texts.optional(),
  employeesMin: count.optional(),
  employeesMax: count.optional(),
});

const fields = {
  name: z.string().trim().min(1).max(120),
  currency: CurrencyCode,
  parentId: Id.nullable(),
  /** What is added to the parent's price (the list price where there is none): -500 is five per cent less. */
  adjustmentBp: z.int().min(-10_000).max(100_000),
  priority: z.int().min(-1000).max(1000),
  isActive: z.boolean(),
  validFrom: CalendarDay.nullable(),
  validTo: CalendarDay.nullable(),
  segment: BookSegment.nullable(),
  accountIds: z.array(Id).max(maximumBookAccounts),
};

export const PriceBook = z
  .object({
    id: Id,
    ...fields,
    accounts: z.array(Ref),
    prices: z.int(),
    rules: z.int(),
    version: Version,
  })
  .omit({ accountIds: true });
export type PriceBook = z.infer<typeof PriceBook>;

export const NewPriceBook = z.strictObject({
  name: fields.name,
  currency: fields.currency.optional(),
  parentId: fields.parentId.default(null),
  adjustmentBp: fields.adjustmentBp.default(0),
  priority: fields.priority.default(0),
  isActive: fields.isActive.default(true),
  validFrom: fields.validFrom.default(null),
  validTo: fields.validTo.default(null),
  segment: fields.segment.default(null),
  accountIds: fields.accountIds.default([]),
});
export type NewPriceBook = z.infer<typeof NewPriceBook>;

/** The currency stays: the prices are written in it. */
export const PriceBookChanges = z.strictObject(fields).omit({ currency: true }).partial().extend({ version: Version });
export type PriceBookChanges = z.infer<typeof PriceBookChanges>;

const ends = ['catalogue.ends_before_start', 'catalogue.book_cycle'];
export const listPriceBooks = endpoint({
  method: 'GET',
  path: '/price-books',
  tag,
  summary: 'Price books, in the order in which they are asked',
  reply: z.object({ data: z.array(PriceBook) }),
});
export const createPriceBook = endpoint({
  method: 'POST',
  path: '/price-books',
  tag,
  summary: 'Add a price book; its currency is the own one unless given',
  body: NewPriceBook,
  reply: PriceBook,
  errors: ['catalogue.book_exists', 'catalogue.too_many', ...ends],
});
export const getPriceBook = endpoint({
  method: 'GET',
  path: '/price-books/:id',
  tag,
  summary: 'A price book',
  params: IdParams,
  reply: PriceBook,
});
export const updatePriceBook = endpoint({
  method: 'PATCH',
  path: '/price-books/:id',
  tag,
  summary: 'Change a price book',
  params: IdParams,
  body: PriceBookChanges,
  reply: PriceBook,
  errors: ['stale_version', 'catalogue.book_exists', ...ends],
});
export const removePriceBook = endpoint({
  method: 'DELETE',
  path: '/price-books/:id',
  tag,
  summary: 'Delete a price book with its prices and rules',
  params: IdParams,
  reply: Done,
  errors: ['catalogue.book_in_use'],
});

const quantity = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);
const bp = z.int().min(-10_000).max(100_000);
export const RuleFormula = z.strictObject({
  discountBp: bp.nullable().optional(),
  roundToMinor: MinorUnits.min(0).nullable().optional(),
  surchargeMinor: MinorUnits.nullable().optional(),
  minMarginBp: z.int().min(0).max(9999).nullable().optional(),
  maxMarginBp: z.int().min(0).max(9999).nullable().optional(),
});

const rule = {
  scope: z.enum(ruleScopes),
  variantId: Id.nullable(),
  category: z.string().trim().min(1).max(200).nullable(),
  minQuantity: quantity,
  base: z.enum(ruleBases),
  method: z.enum(ruleMethods),
  amountMinor: MinorUnits.min(0).nullable(),
  percentBp: bp.nullable(),
  formula: RuleFormula.nullable(),
  validFrom: CalendarDay.nullable(),
  validTo: CalendarDay.nullable(),
};
export const PriceRule = z.object({ id: Id, ...rule, product: Ref.nullable(), baseBook: Ref.nullable() });
export type PriceRule = z.infer<typeof PriceRule>;

/** A rule; what is left out is empty, holds from the first piece on, and starts from the list price. */
export const RuleInput = z.strictObject({
  scope: rule.scope,
  productId: Id.nullable().default(null),
  variantId: rule.variantId.default(null),
  category: rule.category.default(null),
  minQuantity: rule.minQuantity.default('0'),
  base: rule.base.default('list'),
  baseBookId: Id.nullable().default(null),
  method: rule.method,
  amountMinor: rule.amountMinor.default(null),
  percentBp: rule.percentBp.default(null),
  formula: rule.formula.default(null),
  validFrom: rule.validFrom.default(null),
  validTo: rule.validTo.default(null),
});
export type RuleInput = z.infer<typeof RuleInput>;

export const listPriceRules = endpoint({
  method: 'GET',
  path: '/price-books/:id/rules',
  tag,
  summary: 'Rules of a price book, in their order on screen; which one applies does not depend on it',
  params: IdParams,
  reply: z.object({ data: z.array(PriceRule), version: Version }),
});
export const setPriceRules = endpoint({
  method: 'PUT',
  path: '/price-books/:id/rules',
  tag,
  summary: 'Set all rules of a price book',
  params: IdParams,
  body: z.strictObject({ version: Version, rules: z.array(RuleInput).max(maximumRules) }),
  reply: z.object({ data: z.array(PriceRule), version: Version }),
  errors: ['stale_version', 'catalogue.rule_incomplete', ...ends],
});
