import { z } from 'zod';
import { endpoint } from '../../../platform/endpoint.ts';
import { SearchHit } from '../search/contract.ts';

/** Texts that one record alone should have: phone numbers, addresses, codes. */
export const maxTexts = 10;

export const SimilarRecord = SearchHit.extend({
  /** What it shares: a `text` that was asked about, or (nearly) the `name`. */
  because: z.enum(['text', 'name']),
});
export type SimilarRecord = z.infer<typeof SimilarRecord>;

export const listSimilar = endpoint({
  method: 'GET',
  path: '/records/similar',
  tag: 'records',
  summary: 'Records that a new one may repeat: of the same name but for its legal form, or with the same phone, mail or code',
  query: z.strictObject({
    kind: z.string().min(1).max(40),
    name: z.string().max(200),
    /** One a line, at most ten. */
    texts: z.string().max(2000).optional(),
  }),
  reply: z.object({ data: z.array(SimilarRecord) }),
});
