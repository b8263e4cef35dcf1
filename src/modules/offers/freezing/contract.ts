import { z } from 'zod';
import { CalendarDay, CurrencyCode, Id, MinorUnits } from '../../../platform/endpoint.ts';
import { Address } from '../../../platform/fields.ts';
import { Delivery, Payment, promises, Term } from '../../settings/terms/contract.ts';
import { Discount, invoiceKinds, quoteLanguages, QuoteLine, QuotePromotion, roundingModes, Value } from '../content/contract.ts';
import { QuoteLayout } from '../layout/contract.ts';
import { LineAmounts, Totals } from '../totals/contract.ts';
import { Translations } from '../translating/contract.ts';

/** A line as it was sent, with what it came to, and nothing of how its price was come to; sections and texts have no amounts. Items are numbered from 1. */
export const FrozenLine = QuoteLine.omit({
  unread: true,
  foundPriceMinor: true,
  pricedBy: true,
  typedById: true,
  priceReason: true,
}).extend({
  no: z.string().nullable(),
  /** What the customer calls the product; left out where they do not. */
  customerNumber: z.string().optional(),
  amounts: LineAmounts.omit({ id: true }).nullable(),
});
export type FrozenLine = z.infer<typeof FrozenLine>;

/**
 * A quote as it was sent: everything its customer reads, and nothing of what it costs us. Page, PDF, order and contract are
 * made of it; no number in it is ever worked out again. Its canonical JSON (RFC 8785) is what the SHA-256 is of. The name in
 * `schema` changes whenever the shape does.
 */
export const FrozenQuote = z.strictObject({
  /** The first had no promises in numbers. */
  schema: z.enum(['chengdan.quote/1', 'chengdan.quote/2']),
  number: z.string(),
  revision: z.int().min(1),
  title: z.string(),
  issuedOn: CalendarDay,
  validUntilOn: CalendarDay,
  language: z.enum(quoteLanguages),
  currency: CurrencyCode,
  /** Decimals of the currency: `minor / 10 ** exponent`. */
  exponent: z.int().min(0).max(4),
  isTaxIncluded: z.boolean(),
  rounding: z.enum(roundingModes),
  cashStepMinor: z.int().nullable(),
  invoiceKind: z.enum(invoiceKinds).nullable(),
  seller: z.strictObject({ company: z.string(), person: z.string().nullable(), email: z.string().nullable() }),
  customer: z.strictObject({
    company: z.string().nullable(),
    taxNumber: z.string().nullable(),
    address: Address.nullable(),
    person: z.string().nullable(),
  }),
  lines: z.array(FrozenLine),
  discount: Discount.nullable(),
  promotions: z.array(QuotePromotion).optional(),
  /** The amounts of the lines stand with the lines. */
  totals: Totals.omit({ lines: true }),
  payments: z.array(Payment.extend({ amountMinor: MinorUnits })),
  delivery: Delivery,
  terms: z.array(Term),
  ...promises,
  values: z.array(Value),
  intro: z.string().nullable(),
  closing: z.string().nullable(),
  translations: Translations.optional(),
  /** How it prints; the usual way where it is left out. */
  layout: QuoteLayout.optional(),
  files: z.array(z.strictObject({ id: Id, name: z.string(), sizeBytes: z.int(), sha256: z.string() })),
});
export type FrozenQuote = z.infer<typeof FrozenQuote>;
