import { z } from 'zod';
import { endpoint, Id, Instant } from '../../../platform/endpoint.ts';
import { SessionInfo } from '../contract.ts';

const tag = 'identity';

/** So long somebody looks with other eyes, unless they stop before. */
export const viewingMinutes = 60;

export const startViewing = endpoint({
  method: 'POST',
  path: '/session/viewing',
  tag,
  summary: 'Look at the workspace as a member does, or as somebody with a role in my place; nothing can be changed until it ends',
  body: z.union([z.strictObject({ userId: Id }), z.strictObject({ roleId: Id })]),
  reply: SessionInfo,
  status: 200,
  errors: ['identity.needs_session', 'identity.same_user', 'identity.inactive_user', 'identity.eyes_above_own', 'viewing_only'],
});

export const stopViewing = endpoint({
  method: 'DELETE',
  path: '/session/viewing',
  tag,
  summary: 'See with my own eyes again',
  reply: SessionInfo,
  isOpenToViewers: true,
  errors: ['identity.needs_session'],
});

/** Somebody looked: who, as whom, when. */
export const PastViewing = z.object({
  id: Id,
  by: z.string().nullable(),
  as: z.enum(['member', 'role']),
  /** Of the member, or of the workspace's own role; null for a role of the product, which `role` names. */
  name: z.string().nullable(),
  role: z.string().nullable(),
  at: Instant,
});
export type PastViewing = z.infer<typeof PastViewing>;

export const listViewings = endpoint({
  method: 'GET',
  path: '/viewings',
  tag,
  summary: 'Who looked at the workspace as whom, the latest 50',
  reply: z.object({ data: z.array(PastViewing) }),
});
