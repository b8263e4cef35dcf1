import { z } from 'zod';
import { endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

/** Nothing else of a user stops working when they leave: what they own stays. */
export const findLeaving = endpoint({
  method: 'GET',
  path: '/users/:id/leaving',
  tag: 'users',
  summary: 'How many links of a user stop working for customers when the user is deactivated',
  params: IdParams,
  reply: z.object({ links: z.int() }),
  errors: ['identity.higher_person'],
});
export const handOver = endpoint({
  method: 'POST',
  path: '/users/:id/hand-over',
  tag: 'users',
  summary:
    'Give everything a user owns, their open tasks, and the links by which customers read, to another user, who may be in another team',
  params: IdParams,
  body: z.strictObject({ toUserId: Id }),
  reply: z.object({
    records: z.int(),
    tasks: z.int(),
    links: z.int(),
    /** Links that stop working when the user leaves: neither the other user nor the owner of the record may edit what they show. */
    linksLeft: z.int(),
  }),
  status: 200,
  errors: ['identity.higher_person', 'identity.same_user', 'identity.inactive_user'],
});
