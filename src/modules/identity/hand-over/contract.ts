import { z } from 'zod';
import { endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

export const handOver = endpoint({
  method: 'POST',
  path: '/users/:id/hand-over',
  tag: 'users',
  summary: 'Give everything a user owns, and their open tasks, to another user, who may be in another team',
  params: IdParams,
  body: z.strictObject({ toUserId: Id }),
  reply: z.object({ records: z.int(), tasks: z.int() }),
  status: 200,
  errors: ['identity.role_above_own', 'identity.same_user', 'identity.inactive_user'],
});
