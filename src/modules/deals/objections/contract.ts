import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';
import { guidance, ObjectionKind } from '../../library/contract.ts';

const tag = 'deals';
/** Open until we have answered; answered until the customer is content or not. */
export const objectionStatuses = ['open', 'answered', 'closed'] as const;
export type ObjectionStatus = (typeof objectionStatuses)[number];
/** How it ended: solved; accepted by the customer as it is; the deal was lost on it. */
export const objectionEnds = ['solved', 'accepted', 'lost'] as const;
export const replySides = ['us', 'customer'] as const;

/** Objections that one deal may have. */
export const maximumObjections = 200;
/** Replies that one objection may have. */
export const maximumReplies = 100;

const said = z.string().trim().min(1).max(4000);
const Named = z.object({ id: Id, name: z.string() });
const PartParams = IdParams.extend({ partId: Id });

export const ObjectionReply = z.object({
  id: Id,
  side: z.enum(replySides),
  text: z.string(),
  saidOn: CalendarDay,
  /** The answer of the library that it was taken from. */
  materialId: Id.nullable(),
  by: Named.nullable(),
  at: Instant,
});
export type ObjectionReply = z.infer<typeof ObjectionReply>;

export const Objection = z.object({
  id: Id,
  kind: ObjectionKind,
  /** Where the deal stood when it was raised, in the reader's language. */
  stage: Named,
  /** Who of the customer said it. */
  contact: z.object({ id: Id, title: z.string() }).nullable(),
  said: z.string(),
  status: z.enum(objectionStatuses),
  closedAs: z.enum(objectionEnds).nullable(),
  /** Which steps of meeting it were taken. */
  steps: z.array(z.enum(guidance)),
  raisedOn: CalendarDay,
  closedOn: CalendarDay.nullable(),
  replies: z.array(ObjectionReply),
  by: Named.nullable(),
  version: Version,
});
export type Objection = z.infer<typeof Objection>;

export const listObjections = endpoint({
  method: 'GET',
  path: '/deals/:id/objections',
  tag,
  summary: 'Objections of a deal with what was said to and fro, open ones first',
  params: IdParams,
  reply: z.object({ data: z.array(Objection) }),
});

export const addObjection = endpoint({
  method: 'POST',
  path: '/deals/:id/objections',
  tag,
  summary: 'Log an objection: its kind and what was said. Who said it, the day and the answer may come later',
  params: IdParams,
  body: z.strictObject({
    kind: ObjectionKind,
    said,
    contactId: Id.nullable().optional(),
    /** Today unless given. */
    raisedOn: CalendarDay.optional(),
  }),
  example: { kind: 'price', said: 'Your offer is 12 % above the other one.' },
  reply: Objection,
  errors: ['not_found_reference', 'deals.in_the_future', 'deals.too_many_objections'],
});

export const updateObjection = endpoint({
  method: 'PATCH',
  path: '/deals/:id/objections/:partId',
  tag,
  summary: 'Change an objection, tick the steps taken, close it or open it again',
  params: PartParams,
  body: z.strictObject({
    version: Version,
    kind: ObjectionKind.optional(),
    said: said.optional(),
    contactId: Id.nullable().optional(),
    raisedOn: CalendarDay.optional(),
    steps: z.array(z.enum(guidance)).max(guidance.length).optional(),
    /** How it ended; null opens it again. */
    closedAs: z.enum(objectionEnds).nullable().optional(),
  }),
  reply: Objection,
  errors: ['stale_version', 'not_found_reference', 'deals.in_the_future'],
});

export const replyToObjection = endpoint({
  method: 'POST',
  path: '/deals/:id/objections/:partId/replies',
  tag,
  summary: 'Note what we answered, or what the customer said to it. An answer makes it answered, a doubt opens it again',
  params: PartParams,
  body: z.strictObject({
    version: Version,
    side: z.enum(replySides).default('us'),
    text: said,
    saidOn: CalendarDay.optional(),
    /** The answer of the library that it was taken from; only what we say is. */
    materialId: Id.nullable().optional(),
  }),
  reply: Objection,
  errors: ['stale_version', 'not_found_reference', 'deals.in_the_future', 'deals.too_many_replies'],
});

export const removeObjection = endpoint({
  method: 'DELETE',
  path: '/deals/:id/objections/:partId',
  tag,
  summary: 'Take an objection off a deal; it can be brought back',
  params: PartParams,
  query: z.strictObject({ version: z.coerce.number().int().optional() }),
  reply: z.object({ ok: z.literal(true) }),
  errors: ['stale_version'],
});

export const restoreObjection = endpoint({
  method: 'POST',
  path: '/deals/:id/objections/:partId/restore',
  tag,
  summary: 'Bring back an objection that was taken off',
  params: PartParams,
  status: 200,
  reply: Objection,
});
