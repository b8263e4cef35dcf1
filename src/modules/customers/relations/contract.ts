import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';

/** Read from the first record to the second: A is a subsidiary of B, A reports to B. */
export const relationKinds = [
  'subsidiary',
  'supplier',
  'distributor',
  'partner',
  'colleague',
  'reports_to',
  'knows',
  'other',
] as const;
export const RelationKind = z.enum(relationKinds);
export type RelationKind = z.infer<typeof RelationKind>;

export const Relation = z.object({
  id: Id,
  kind: RelationKind,
  /** `out` when the record asked about is the first of the two. */
  direction: z.enum(['out', 'in']),
  other: z.object({ id: Id, kind: z.string(), title: z.string() }),
  note: z.string().nullable(),
  createdAt: Instant,
});
export type Relation = z.infer<typeof Relation>;

export const NewRelation = z.strictObject({
  toId: Id,
  kind: RelationKind,
  note: z.string().trim().min(1).max(2000).nullable().optional(),
});
export type NewRelation = z.infer<typeof NewRelation>;

const tag = 'relations';
export const listRelations = endpoint({
  method: 'GET',
  path: '/records/:id/relations',
  tag,
  summary: 'How a record relates to others',
  params: IdParams,
  reply: z.object({ data: z.array(Relation) }),
});
export const createRelation = endpoint({
  method: 'POST',
  path: '/records/:id/relations',
  tag,
  summary: 'Relate a record to another',
  params: IdParams,
  body: NewRelation,
  reply: Relation,
  errors: ['customers.relation_exists', 'customers.relation_to_itself', 'customers.relation_not_between', 'not_found'],
});
export const removeRelation = endpoint({
  method: 'DELETE',
  path: '/relations/:id',
  tag,
  summary: 'Take a relation away',
  params: IdParams,
  reply: Done,
  errors: ['not_found'],
});
