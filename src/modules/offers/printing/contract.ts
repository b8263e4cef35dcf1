import { z } from 'zod';
import { endpoint, IdParams } from '../../../platform/endpoint.ts';
import { quoteLanguages } from '../content/contract.ts';

/** What a quote that was accepted prints as. */
export const printedAs = ['accepted', 'sent'] as const;
export type PrintedAs = (typeof printedAs)[number];

export const printQuote = endpoint({
  method: 'GET',
  path: '/quotes/:id/pdf',
  tag: 'quotes',
  summary:
    'A quote as PDF: the newest revision that was sent, or the one asked for, as it was accepted or else as it was sent; in its own language or another',
  params: IdParams,
  query: z.strictObject({
    revision: z.coerce.number().int().min(1).max(10_000).optional(),
    language: z.enum(quoteLanguages).optional(),
    /** `sent`: as it went out, whatever the customer chose of it. */
    as: z.enum(printedAs).optional(),
  }),
  reply: z.string(),
  mode: 'stream',
  produces: ['application/pdf'],
  errors: ['offers.not_sent_yet', 'pdf_busy', 'pdf_too_slow', 'pdf_unavailable'],
});
