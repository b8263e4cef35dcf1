import { z } from 'zod';
import { endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';

export const AuditEntry = z.object({
  id: Id,
  kind: z.string(),
  actor: z.object({ kind: z.string(), id: Id.nullable(), name: z.string().nullable() }),
  recordedAt: Instant,
  happenedAt: Instant,
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/records/:id/events',
  tag: 'records',
  summary: 'Everything that happened to a record, newest first',
  params: IdParams,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(200).optional() }),
  reply: z.object({ data: z.array(AuditEntry), nextCursor: z.string().nullable() }),
});
