import { z } from 'zod';
import { endpoint, IdParams } from '../../../platform/endpoint.ts';
import { quoteLanguages } from '../content/contract.ts';

export const printQuote = endpoint({
  method: 'GET',
  path: '/quotes/:id/pdf',
  tag: 'quotes',
  summary: 'A quote as it was sent, as PDF: the newest revision that was, or the one asked for; in its own language or another',
  params: IdParams,
  query: z.strictObject({
    revision: z.coerce.number().int().min(1).max(10_000).optional(),
    language: z.enum(quoteLanguages).optional(),
  }),
  reply: z.string(),
  mode: 'stream',
  produces: ['application/pdf'],
  errors: ['offers.not_sent_yet', 'pdf_busy', 'pdf_too_slow', 'pdf_unavailable'],
});
