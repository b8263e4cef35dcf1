import { z } from 'zod';
import { endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

/** Why an answer fits: it is for the deal's product, stage or industry, or in the customer's language. */
export const answerFits = ['product', 'stage', 'industry', 'language'] as const;

/** An answer of the library that fits an objection, with how it did so far. */
export const SuggestedAnswer = z.object({
  id: Id,
  title: z.string(),
  said: z.string().nullable(),
  listen: z.string().nullable(),
  understand: z.string().nullable(),
  solve: z.string().nullable(),
  patience: z.string().nullable(),
  fits: z.array(z.enum(answerFits)),
  used: z.int(),
  closed: z.int(),
  /** Of the closed objections, in basis points; null where there are too few. */
  solvedBp: z.int().nullable(),
});
export type SuggestedAnswer = z.infer<typeof SuggestedAnswer>;

export const listAnswers = endpoint({
  method: 'GET',
  path: '/deals/:id/objections/:partId/answers',
  tag: 'deals',
  summary: 'Answers of the library to an objection: those for its deal first, then those that solved most',
  params: IdParams.extend({ partId: Id }),
  reply: z.object({ data: z.array(SuggestedAnswer) }),
});
