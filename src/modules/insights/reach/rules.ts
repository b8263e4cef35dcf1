import { levels } from '../../../platform/levels.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type Condition, equals } from '../rules.ts';

/**
 * The condition of one row of the split by team: its own records. A filter by a team means those of the teams below it too,
 * which have rows of their own.
 */
export function ofTeamAlone(teamId: string | null, teams: readonly { id: string; parentId: string | null }[]): Condition {
  const below = teams.filter(({ parentId }) => teamId !== null && parentId === teamId).map(({ id }) => id);
  const own = equals('team', teamId);
  return below.length === 0 ? own : { and: [own, { field: 'team', op: 'notIn', value: below }] };
}

/**
 * How far the figures of a role reach, as conditions of a list: nothing where they reach as far as the records themselves.
 * The list behind a number then has no more than the number counts.
 */
export function reachOf(
  scope: Pick<Scope, 'rights' | 'userId' | 'teamId' | 'teamTreeIds' | 'hasShares'>,
  object: 'deal' | 'lead',
): Condition[] {
  const [figures, records] = [scope.rights('insights', 'view'), scope.rights(object, 'view')];
  const isNearer = levels.indexOf(figures) < levels.indexOf(records);
  // What is shared with somebody is in their lists, and in nobody's figures but its own people's.
  if (!isNearer && (!scope.hasShares || records === 'all')) return [];
  const level = isNearer ? figures : records;
  const own = { field: 'owner', op: 'eq', value: scope.userId };
  if (level === 'own') return [own];
  const below = scope.teamTreeIds.filter((id) => id !== scope.teamId);
  const team = { field: 'team', op: 'eq', value: scope.teamId };
  const isTeamAlone = level === 'team' && below.length > 0;
  return [{ or: [own, isTeamAlone ? { and: [team, { field: 'team', op: 'notIn', value: below }] } : team] }];
}
