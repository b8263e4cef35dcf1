import { z } from 'zod';
import { CalendarDay, CurrencyCode, Done, endpoint, Id, IdParams, Instant, MinorUnits } from '../../../../platform/endpoint.ts';

const tag = 'products';
const amount = MinorUnits.min(0);

const answer = {
  currency: CurrencyCode,
  /** So low that one would doubt its quality. */
  tooCheapMinor: amount,
  /** A bargain. */
  cheapMinor: amount,
  /** Dear, but still to be considered. */
  dearMinor: amount,
  /** Too dear to be considered. */
  tooDearMinor: amount,
  /** Who answered, as far as that is known. */
  respondent: z.string().trim().min(1).max(200).nullable().default(null),
  answeredOn: CalendarDay,
};

/** What somebody answered to the four questions of van Westendorp about a product. */
export const PriceAnswer = z.object({
  ...answer,
  currency: z.string(),
  id: Id,
  /** Whether the four stand in their order; the others are not counted. */
  isOrdered: z.boolean(),
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
});
export type PriceAnswer = z.infer<typeof PriceAnswer>;
export const NewPriceAnswer = z.strictObject(answer);
export type NewPriceAnswer = z.infer<typeof NewPriceAnswer>;

/** Where the four curves cross, in minor units. */
export const PriceRange = z.object({
  optimalMinor: MinorUnits,
  usualMinor: MinorUnits,
  leastMinor: MinorUnits,
  mostMinor: MinorUnits,
  n: z.int(),
});

/** At a price, the share of people who call it so, in basis points. */
export const CurvePoint = z.object({
  priceMinor: MinorUnits,
  tooCheapBp: z.int(),
  cheapBp: z.int(),
  dearBp: z.int(),
  tooDearBp: z.int(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** Answers of a product that are read at once, the newest first. */
export const maximumAnswers = 500;

export const listPriceAnswers = endpoint({
  method: 'GET',
  path: '/products/:id/price-answers',
  tag,
  summary: `What people say they would pay for a product (van Westendorp), at most ${maximumAnswers} answers, with the acceptable range`,
  params: IdParams,
  reply: z.object({
    data: z.array(PriceAnswer),
    /** Of range and curve: that of the product, or of the workspace. */
    currency: z.string(),
    range: PriceRange.nullable(),
    curve: z.array(CurvePoint),
  }),
});
export const addPriceAnswer = endpoint({
  method: 'POST',
  path: '/products/:id/price-answers',
  tag,
  summary: 'Note what somebody would pay for a product: too cheap, cheap, dear, too dear',
  params: IdParams,
  body: NewPriceAnswer,
  reply: PriceAnswer,
  errors: ['catalogue.answered_later'],
});
export const removePriceAnswer = endpoint({
  method: 'DELETE',
  path: '/products/:id/price-answers/:answerId',
  tag,
  summary: 'Take an answer away: one of one’s own, or any for whoever edits the product',
  params: IdParams.extend({ answerId: Id }),
  reply: Done,
});
