import { z } from 'zod';
import { CurrencyCode, endpoint, Id, IdParams, Instant, MinorUnits } from '../../../platform/endpoint.ts';

/** A quote that its customer accepted themselves, on terms that leave the policy in nothing: it proves that the deal is won. */
export const QuoteProof = z.object({
  quoteId: Id,
  number: z.string(),
  revision: z.int(),
  /** Who accepted it on its page, and when. */
  by: z.string(),
  at: Instant,
  /** The address that a code proved, where the link asked for one. */
  provedTo: z.string().nullable(),
  totalMinor: MinorUnits,
  currency: CurrencyCode,
  /** Of the canonical JSON of what was accepted. */
  sha256: z.string(),
  /** Where it prints as it was accepted. */
  pdf: z.string(),
});
export type QuoteProof = z.infer<typeof QuoteProof>;

export const listQuoteProofs = endpoint({
  method: 'GET',
  path: '/deals/:id/quote-proofs',
  tag: 'deals',
  summary: 'Accepted quotes that prove a deal won, the one that was accepted last first',
  params: IdParams,
  reply: z.object({ data: z.array(QuoteProof) }),
});
