import { z } from 'zod';
import { endpoint, IdParams } from '../../../platform/endpoint.ts';

const tag = 'imports';
const one = { method: 'GET', tag, params: IdParams } as const;

export const listImportCandidates = endpoint({
  ...one,
  path: '/imports/:id/candidates',
  summary: 'What a value of a link field may stand for: names that are there and names that this import brings',
  query: z.strictObject({
    targetNo: z.coerce.number().int().min(0),
    field: z.string().max(80),
    q: z.string().max(80).optional(),
  }),
  reply: z.object({ data: z.array(z.object({ text: z.string(), isComing: z.boolean() })) }),
});
export const listImportValues = endpoint({
  ...one,
  path: '/imports/:id/values',
  summary: 'The values of a column, the most frequent first',
  query: z.strictObject({ file: z.string().max(200), column: z.string().max(200) }),
  reply: z.object({ data: z.array(z.object({ value: z.string(), rows: z.int() })) }),
});
