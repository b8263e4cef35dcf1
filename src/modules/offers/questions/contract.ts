import { z } from 'zod';
import { endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';

/** A quote holds no more questions, and a link sends no more within a day. */
export const maximumQuestions = 200;
export const questionsADay = 20;

/** What a customer asked on the page of a quote, about the whole of it or one line, and what they were answered. */
export const QuoteQuestion = z.object({
  id: Id,
  revision: z.int(),
  lineId: z.string().nullable(),
  /** As the line was called then. */
  lineName: z.string().nullable(),
  name: z.string(),
  /** Where the answer goes by mail besides the page; null where nobody knows. */
  replyTo: z.string().nullable(),
  text: z.string(),
  createdAt: Instant,
  replies: z.array(z.object({ id: Id, name: z.string(), text: z.string(), createdAt: Instant })),
});
export type QuoteQuestion = z.infer<typeof QuoteQuestion>;

export const listQuoteQuestions = endpoint({
  method: 'GET',
  path: '/quotes/:id/questions',
  tag: 'quotes',
  summary: 'What customers asked on the page of a quote, the oldest first, with the answers',
  params: IdParams,
  reply: z.object({ data: z.array(QuoteQuestion) }),
});

export const answerQuoteQuestion = endpoint({
  method: 'POST',
  path: '/quotes/:id/answers',
  tag: 'quotes',
  summary: 'Answer what a customer asked on the page of a quote; they get it by mail where an address is known',
  params: IdParams,
  body: z.strictObject({ questionId: Id, text: z.string().trim().min(1).max(4000) }),
  reply: QuoteQuestion,
});
