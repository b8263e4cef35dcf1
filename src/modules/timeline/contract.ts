import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, pageOf, Version } from '../../platform/endpoint.ts';

export const activityKinds = ['call', 'mail', 'message', 'meeting', 'visit', 'note', 'task', 'demo', 'trial'] as const;
export const ActivityKind = z.enum(activityKinds);
export type ActivityKind = z.infer<typeof ActivityKind>;
export const directions = ['out', 'in'] as const;

const Person = z.object({ id: Id, name: z.string() });
const About = z.object({ id: Id, kind: z.string(), title: z.string() });

export const Activity = z.object({
  id: Id,
  version: Version,
  kind: ActivityKind,
  subject: z.string(),
  body: z.string().nullable(),
  direction: z.enum(directions).nullable(),
  /** The means within the kind: WeChat, WhatsApp, a phone line. */
  channel: z.string().nullable(),
  outcome: z.string().nullable(),
  dueAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  /** When it was done; null while it is still to do. */
  doneAt: Instant.nullable(),
  durationMinutes: z.int().nullable(),
  /** The other side answered. */
  isTwoWay: z.boolean(),
  assignee: Person.nullable(),
  createdBy: Person.nullable(),
  /** The record it was written on; null when the reader may not see that one. */
  record: About.nullable(),
  /** Every other record it is about that the reader may see. */
  links: z.array(About),
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: Instant.nullable(),
});
export type Activity = z.infer<typeof Activity>;

const Text = (max: number) => z.string().trim().min(1).max(max).nullable().optional();
const content = {
  body: Text(20_000),
  direction: z.enum(directions).nullable().optional(),
  channel: Text(40),
  outcome: Text(2000),
  dueAt: Instant.nullable().optional(),
  startedAt: Instant.nullable().optional(),
  doneAt: Instant.nullable().optional(),
  durationMinutes: z.int().min(0).max(100_000).nullable().optional(),
  isTwoWay: z.boolean().optional(),
  assigneeId: Id.nullable().optional(),
};

export const NewActivity = z.strictObject({
  recordId: Id,
  /** Other records it is about: the deal's account and contacts. */
  linkIds: z.array(Id).max(50).optional(),
  kind: ActivityKind,
  /** The first line of the body, or the kind's name, when left out. */
  subject: z.string().trim().min(1).max(300).optional(),
  ...content,
});
export type NewActivity = z.infer<typeof NewActivity>;

export const ActivityChange = z.strictObject({
  version: Version,
  kind: ActivityKind.optional(),
  subject: z.string().trim().min(1).max(300).optional(),
  linkIds: z.array(Id).max(50).optional(),
  ...content,
});
export type ActivityChange = z.infer<typeof ActivityChange>;

export const NextStep = z.strictObject({
  kind: ActivityKind.default('task'),
  subject: z.string().trim().min(1).max(300),
  dueAt: Instant,
});
export const Completion = z.strictObject({
  outcome: Text(2000),
  /** Now when left out. */
  doneAt: Instant.optional(),
  isTwoWay: z.boolean().optional(),
  nextStep: NextStep.optional(),
});
export type Completion = z.infer<typeof Completion>;

export const Actor = z.object({ kind: z.string(), id: Id.nullable(), name: z.string().nullable() });
/** One happening: an activity, or an event of the record (made, changed, moved, a file). */
export const Entry = z.object({
  id: Id,
  type: z.enum(['activity', 'event']),
  /** Kind of the activity, or of the event (`deal.moved`). */
  kind: z.string(),
  at: Instant,
  actor: Actor,
  activity: Activity.nullable(),
  data: z.record(z.string(), z.unknown()),
  /** Names of the records that `data` points to, by id, as far as the reader may see them. */
  names: z.record(z.string(), z.string()),
});
export type Entry = z.infer<typeof Entry>;

const tag = 'timeline';
export const listTimeline = endpoint({
  method: 'GET',
  path: '/records/:id/timeline',
  tag,
  summary: 'What happened and what is planned on a record, newest first',
  params: IdParams,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(30),
    cursor: z.string().max(200).optional(),
    /** `activities` leaves out events, `events` the rest. */
    only: z.enum(['activities', 'events']).optional(),
    /** `false` leaves out what is still to do. */
    open: z.enum(['true', 'false']).optional(),
    kinds: z.string().max(200).optional(),
  }),
  reply: pageOf(Entry),
});

const refusals = ['not_found', 'customers.do_not_contact', 'customers.consent_refused'];
export const createActivity = endpoint({
  method: 'POST',
  path: '/activities',
  tag,
  summary: 'Log or plan an activity',
  body: NewActivity,
  reply: Activity,
  errors: refusals,
});
export const getActivity = endpoint({
  method: 'GET',
  path: '/activities/:id',
  tag,
  summary: 'Read an activity',
  params: IdParams,
  reply: Activity,
});
export const updateActivity = endpoint({
  method: 'PATCH',
  path: '/activities/:id',
  tag,
  summary: 'Edit an activity',
  params: IdParams,
  body: ActivityChange,
  reply: Activity,
  errors: ['stale_version', ...refusals],
});
export const removeActivity = endpoint({
  method: 'DELETE',
  path: '/activities/:id',
  tag,
  summary: 'Move an activity to the bin',
  params: IdParams,
  reply: Done,
});
export const restoreActivity = endpoint({
  method: 'POST',
  path: '/activities/:id/restore',
  tag,
  summary: 'Take an activity back from the bin',
  params: IdParams,
  reply: Activity,
  status: 200,
});
export const completeActivity = endpoint({
  method: 'POST',
  path: '/activities/:id/complete',
  tag,
  summary: 'Mark an activity as done, with its outcome and the next step',
  params: IdParams,
  body: Completion,
  reply: Activity,
  status: 200,
  errors: ['timeline.already_done', ...refusals],
});
export const reopenActivity = endpoint({
  method: 'POST',
  path: '/activities/:id/reopen',
  tag,
  summary: 'Take "done" back',
  params: IdParams,
  reply: Activity,
  status: 200,
  errors: ['timeline.not_done'],
});
