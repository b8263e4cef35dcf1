import { z } from 'zod';
import { endpoint, Id } from '../../../platform/endpoint.ts';

export const SearchHit = z.object({ id: Id, kind: z.string(), title: z.string(), subtitle: z.string().nullable() });
export type SearchHit = z.infer<typeof SearchHit>;

export const searchRecords = endpoint({
  method: 'GET',
  path: '/search',
  tag: 'search',
  summary: 'Find records of every kind by name, phone, pinyin or initials',
  query: z.strictObject({
    q: z.string().max(200),
    kinds: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: z.object({ data: z.array(SearchHit) }),
});
