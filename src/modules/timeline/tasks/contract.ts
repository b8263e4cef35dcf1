import { z } from 'zod';
import { endpoint, Id, pageOf } from '../../../platform/endpoint.ts';
import { Activity } from '../contract.ts';

export const taskWhens = ['overdue', 'today', 'upcoming', 'unscheduled', 'done'] as const;

export const listTasks = endpoint({
  method: 'GET',
  path: '/tasks',
  tag: 'timeline',
  summary: 'What is to do, of me or of somebody else within my rights, soonest first',
  query: z.strictObject({
    /** Me when left out; `all` is everybody within my rights. */
    assigneeId: z.union([Id, z.literal('all')]).optional(),
    recordId: Id.optional(),
    /** Open ones of every kind of time when left out. */
    when: z.enum(taskWhens).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  reply: pageOf(Activity),
});

export const countTasks = endpoint({
  method: 'GET',
  path: '/tasks/count',
  tag: 'timeline',
  summary: 'How many tasks are overdue and due today',
  query: z.strictObject({ assigneeId: Id.optional() }),
  reply: z.object({ overdue: z.int(), today: z.int() }),
});
