import { z } from 'zod';
import { endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

export const RecordName = z.object({ id: Id, kind: z.string(), title: z.string() });
export type RecordName = z.infer<typeof RecordName>;

export const getName = endpoint({
  method: 'GET',
  path: '/records/:id',
  tag: 'records',
  summary: 'Which record an id means: its kind and its name, also while it lies in the bin',
  params: IdParams,
  reply: RecordName,
  errors: ['not_found'],
});
