import { describe, expect, test } from 'vitest';
import type { Level } from '../../../platform/levels.ts';
import type { Share } from '../shares/contract.ts';
import { accessOf, type Person } from './rules.ts';

const place = { kind: 'deal', ownerId: 'ann', teamId: 'north', teamPath: ['root', 'sales', 'north'] };

function person(id: string, teamId: string, view: Level, edit: Level = 'none'): Person {
  const paths: Record<string, string[]> = { north: place.teamPath, sales: ['root', 'sales'], south: ['root', 'sales', 'south'] };
  const rights = (_object: string, action: string): Level => (action === 'view' ? view : edit);
  return { id, name: id, role: 'seller', roleName: null, teamId, teamPathIds: paths[teamId] ?? [], rights };
}

function share(other: Partial<Share>): Share {
  const base = { id: 's', user: null, team: null, canEdit: false, part: null, untilOn: null, hasEnded: false, createdBy: null };
  return { ...base, createdAt: '2026-01-01T00:00:00.000Z', ...other };
}

describe('accessOf', () => {
  test.each([
    ['the owner', person('ann', 'north', 'own'), [], ['owner']],
    ['the owner whose role sees all', person('ann', 'north', 'all'), [], ['owner', 'all']],
    ['a colleague', person('bo', 'north', 'team'), [], ['team']],
    ['a colleague who sees their own alone', person('bo', 'north', 'own'), [], null],
    ['a manager above', person('cy', 'sales', 'teamTree'), [], ['teamBelow']],
    ['a manager beside', person('cy', 'south', 'teamTree'), [], null],
    ['an owner without any right to deals', person('ann', 'north', 'none'), [], null],
    ['somebody it is shared with', person('di', 'south', 'own'), [share({ user: { id: 'di', name: 'Di' } })], ['share']],
    [
      'a member of the deal’s team',
      person('di', 'south', 'own'),
      [share({ user: { id: 'di', name: 'Di' }, part: 'presales' })],
      ['dealTeam'],
    ],
    ['the team above theirs', person('di', 'south', 'own'), [share({ team: { id: 'sales', name: 'Sales' } })], ['teamShare']],
    ['a share that has ended', person('di', 'south', 'own'), [share({ user: { id: 'di', name: 'Di' }, hasEnded: true })], null],
    [
      'a share of what the role may not see at all',
      person('di', 'south', 'none'),
      [share({ user: { id: 'di', name: 'Di' } })],
      null,
    ],
  ])('%s', (_what, who, shares, rules) => {
    expect(accessOf(who, place, shares)?.reasons.map(({ rule }) => rule) ?? null).toEqual(rules);
  });

  test('edits what the level or a share gives, never what the role lacks', () => {
    const shared = [share({ user: { id: 'di', name: 'Di' }, canEdit: true })];
    expect(accessOf(person('di', 'south', 'own', 'own'), place, shared)?.mayEdit).toBe(true);
    expect(accessOf(person('di', 'south', 'own', 'none'), place, shared)?.mayEdit).toBe(false);
    expect(accessOf(person('bo', 'north', 'team', 'own'), place, [])?.mayEdit).toBe(false);
  });
});
