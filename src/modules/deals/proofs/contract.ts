import { z } from 'zod';
import { CurrencyCode, endpoint, Id, IdParams, Instant, MinorUnits } from '../../../platform/endpoint.ts';

/** A quote that its customer accepted themselves, on terms that leave the policy in nothing: it proves that the deal is won, unless its amount needs a contract. */
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
  /** From which amount, in the workspace's currency, a contract is needed, where the quote comes to that; null where it is proof enough. */
  contractFromMinor: MinorUnits.nullable(),
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
  summary:
    'Accepted quotes on standard terms, the one that was accepted last first: they prove a deal won, unless their amount needs a contract',
  params: IdParams,
  reply: z.object({ data: z.array(QuoteProof) }),
});
