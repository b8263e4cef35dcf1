import { z } from 'zod';
import { CalendarDay, endpoint, MinorUnits, Version } from '../../../platform/endpoint.ts';

const tag = 'settings';

/**
 * What seller and customer agree on besides the price: how and when it is paid, when and where it is delivered, how it is
 * accepted, what holds afterwards. One shape for a deal, its quotes and what follows from them.
 */
export const paymentMethods = ['transfer', 'acceptanceBill', 'letterOfCredit', 'cheque', 'card', 'cash', 'other'] as const;
export const PaymentMethod = z.enum(paymentMethods);
export type PaymentMethod = z.infer<typeof PaymentMethod>;
export const dueRules = ['onOrder', 'beforeDelivery', 'onDelivery', 'onAcceptance', 'afterInvoice', 'onDay'] as const;
export const termKinds = ['payment', 'delivery', 'acceptance', 'warranty', 'service', 'other'] as const;

/** Keys of parts inside one document: made by whoever adds the part. */
export const PartId = z
  .string()
  .regex(/^[\w-]{1,40}$/)
  .meta({ examples: ['a1'] });
const text = (max: number) => z.string().trim().max(max);
const basisPoints = z.int().min(0).max(10_000);
const days = z.int().min(0).max(3650);
const months = z.int().min(0).max(600);
const hours = z.int().min(1).max(10_000);

/** A part of the price and when it is due. */
export const Payment = z.strictObject({
  id: PartId,
  part: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('share'), bp: basisPoints }),
    z.strictObject({ kind: z.literal('amount'), minor: MinorUnits.min(0) }),
    /** Whatever the others leave. */
    z.strictObject({ kind: z.literal('rest') }),
  ]),
  due: z.enum(dueRules),
  days: days.default(0),
  on: CalendarDay.nullable().default(null),
  note: text(300).nullable().default(null),
});
export type Payment = z.infer<typeof Payment>;

/** A term as data, and what it means in plain words. */
export const Term = z.strictObject({
  id: PartId,
  kind: z.enum(termKinds),
  title: text(200),
  text: text(4000),
  plain: text(2000).nullable().default(null),
});
export type Term = z.infer<typeof Term>;

export const Delivery = z.strictObject({
  /** Days from the order; null where it is not said. */
  leadDays: days.nullable().default(null),
  leadText: text(300).nullable().default(null),
  place: text(300).nullable().default(null),
});

/** Promises that are numbers, so that they can be held against the policy. Left out: nobody spoke of it. */
export const promises = {
  paymentMethod: PaymentMethod.nullable().optional(),
  /** The customer accepts within so many days of the delivery. */
  acceptanceDays: days.nullable().optional(),
  warrantyMonths: months.nullable().optional(),
  /** After-sales service answers within so many hours. */
  responseHours: hours.nullable().optional(),
};

export const AgreedTerms = z.strictObject({
  payments: z.array(Payment).max(60).default([]),
  delivery: Delivery.default({ leadDays: null, leadText: null, place: null }),
  terms: z.array(Term).max(60).default([]),
  ...promises,
});
export type AgreedTerms = z.infer<typeof AgreedTerms>;

/** What a term can depart in. */
export const departureKeys = [
  'paymentMethod',
  'paymentDays',
  'deposit',
  'leadDays',
  'acceptanceDays',
  'warrantyMonths',
  'responseHours',
] as const;
/** A term that leaves the policy: what it is, and what the policy allows. Of the way of payment both are null: the policy lists them. */
export const Departure = z.object({ key: z.enum(departureKeys), value: z.int().nullable(), limit: z.int().nullable() });
export type Departure = z.infer<typeof Departure>;

const policy = {
  /** Ways of payment that need nobody's consent; empty: all of them. */
  paymentMethods: z.array(PaymentMethod).max(paymentMethods.length),
  /** Days after order, delivery, acceptance or invoice within which everything is paid. */
  maxPaymentDays: days.nullable(),
  /** Share of the price that is paid before the delivery. */
  minDepositBp: basisPoints.nullable(),
  /** No earlier delivery is promised. */
  minLeadDays: days.nullable(),
  maxAcceptanceDays: days.nullable(),
  maxWarrantyMonths: months.nullable(),
  /** No faster answer is promised. */
  minResponseHours: hours.nullable(),
};

/** Whether a quote goes out only with a reason for each price that is off the list or below the target margin. */
const asksPriceReason = z.boolean();

/** The total with tax from which an accepted quote proves no win: a contract is needed. In the workspace's currency; null: no limit. */
const contractFromMinor = MinorUnits.min(0).nullable();

/** The company's own clauses, in every language it writes them in: what says the same word for word is no new clause. */
export const maximumClauses = 60;
const clauses = z.array(Term).max(maximumClauses);

/** What a seller may agree to without asking. Null: no limit. */
export const TermsPolicy = z.object({ ...policy, clauses, asksPriceReason, contractFromMinor, version: Version });
export type TermsPolicy = z.infer<typeof TermsPolicy>;
export type PolicyLimits = Omit<TermsPolicy, 'version' | 'clauses' | 'asksPriceReason' | 'contractFromMinor'>;

export const TermsPolicyChanges = z
  .strictObject({ ...policy, clauses, asksPriceReason, contractFromMinor })
  .partial()
  .extend({ version: Version });
export type TermsPolicyChanges = z.infer<typeof TermsPolicyChanges>;

export const getTermsPolicy = endpoint({
  method: 'GET',
  path: '/terms-policy',
  tag,
  summary: 'Terms that a seller may agree to without asking',
  reply: TermsPolicy,
});
export const updateTermsPolicy = endpoint({
  method: 'PATCH',
  path: '/terms-policy',
  tag,
  summary: 'Change which terms a seller may agree to without asking',
  body: TermsPolicyChanges,
  reply: TermsPolicy,
  errors: ['stale_version'],
});
