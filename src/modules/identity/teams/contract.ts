import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Version } from '../../../platform/endpoint.ts';

const tag = 'teams';
const TeamName = z.string().trim().min(1).max(120);

export const Team = z.object({
  id: Id,
  /** Null for the one root team. */
  parentId: Id.nullable(),
  name: z.string(),
  /** Ids from the root team down to this one. */
  path: z.array(Id),
  memberCount: z.int(),
  version: Version,
});
export type Team = z.infer<typeof Team>;

export const listTeams = endpoint({
  method: 'GET',
  path: '/teams',
  tag,
  summary: 'All teams, parents before children',
  reply: z.object({ data: z.array(Team) }),
});

export const NewTeam = z.strictObject({
  name: TeamName,
  /** The root team unless given. */
  parentId: Id.optional(),
});
export type NewTeam = z.infer<typeof NewTeam>;

export const createTeam = endpoint({
  method: 'POST',
  path: '/teams',
  tag,
  summary: 'Create a team below another',
  body: NewTeam,
  reply: Team,
  errors: ['identity.team_name_taken', 'identity.team_too_deep'],
});

export const TeamChanges = z.strictObject({ version: Version, name: TeamName.optional(), parentId: Id.optional() });
export type TeamChanges = z.infer<typeof TeamChanges>;

export const updateTeam = endpoint({
  method: 'PATCH',
  path: '/teams/:id',
  tag,
  summary: 'Rename a team or move it, with all teams below it, under another',
  params: IdParams,
  body: TeamChanges,
  reply: Team,
  errors: ['stale_version', 'identity.team_name_taken', 'identity.team_cycle', 'identity.root_team', 'identity.team_too_deep'],
});

export const removeTeam = endpoint({
  method: 'DELETE',
  path: '/teams/:id',
  tag,
  summary: 'Delete a team that has no people, no records and no teams below it',
  params: IdParams,
  reply: Done,
  errors: ['identity.team_in_use', 'identity.root_team'],
});
