import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams } from '../../../platform/endpoint.ts';
import { Role } from '../../identity/contract.ts';
import { dealParts } from '../shares/contract.ts';

/** Why somebody sees a record: it is theirs, the level of their role reaches it, or it is shared with them. */
export const accessRules = ['owner', 'team', 'teamBelow', 'all', 'share', 'teamShare', 'dealTeam'] as const;

export const Reason = z.object({
  rule: z.enum(accessRules),
  /** Of a share: the last day on which it holds. */
  untilOn: CalendarDay.nullable(),
  /** Of a share with a team: its name. */
  team: z.string().nullable(),
  part: z.enum(dealParts).nullable(),
});
export type Reason = z.infer<typeof Reason>;

export const Access = z.object({
  user: z.object({ id: Id, name: z.string() }),
  role: Role,
  roleName: z.string().nullable(),
  reasons: z.array(Reason),
  mayEdit: z.boolean(),
});
export type Access = z.infer<typeof Access>;

export const listAccess = endpoint({
  method: 'GET',
  path: '/records/:id/access',
  tag: 'records',
  summary: 'Who sees a record, and by which rule; for whoever may share it or looks after roles',
  params: IdParams,
  reply: z.object({ data: z.array(Access), people: z.int() }),
});
