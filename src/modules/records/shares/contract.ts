import { z } from 'zod';
import { CalendarDay, Done, endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';

const tag = 'records';

/** What somebody does in the team of a deal. */
export const dealParts = ['sales', 'presales', 'delivery', 'service', 'executive', 'other'] as const;

const Named = z.object({ id: Id, name: z.string() });

export const Share = z.object({
  id: Id,
  user: Named.nullable(),
  team: Named.nullable(),
  canEdit: z.boolean(),
  /** The place in the team of a deal; null for a plain share. */
  part: z.enum(dealParts).nullable(),
  /** The last day on which it holds; null holds until it is taken back. */
  untilOn: CalendarDay.nullable(),
  hasEnded: z.boolean(),
  createdBy: Named.nullable(),
  createdAt: Instant,
});
export type Share = z.infer<typeof Share>;

export const NewShare = z.strictObject({
  /** A person, or a team with all below it: one of the two. */
  userId: Id.optional(),
  teamId: Id.optional(),
  /** Otherwise only to see. */
  canEdit: z.boolean().default(false),
  /** Only of deals and people. */
  part: z.enum(dealParts).nullable().optional(),
  untilOn: CalendarDay.nullable().optional(),
});
export type NewShare = z.infer<typeof NewShare>;

export const listShares = endpoint({
  method: 'GET',
  path: '/records/:id/shares',
  tag,
  summary: 'Whom a record is shared with, and the team of a deal',
  params: IdParams,
  reply: z.object({ data: z.array(Share), mayShare: z.boolean() }),
});

export const shareRecord = endpoint({
  method: 'POST',
  path: '/records/:id/shares',
  tag,
  summary: 'Share a record with a person or a team, until a day; shared with them already, it is changed',
  params: IdParams,
  body: NewShare,
  reply: Share,
  errors: [
    'records.share_with_whom',
    'records.share_in_the_past',
    'records.share_without_right',
    'records.share_no_part',
    'not_found_reference',
  ],
});

export const unshareRecord = endpoint({
  method: 'DELETE',
  path: '/records/:id/shares/:shareId',
  tag,
  summary: 'Take a share back; it ends at once',
  params: IdParams.extend({ shareId: Id }),
  reply: Done,
});
