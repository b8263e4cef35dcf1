import { describe, expect, test } from 'vitest';
import { roles } from './contract.ts';
import { policy } from './policy.ts';

/** object.action → level per role, in the order of `roles`. */
const expected: Record<string, string> = {
  'workspace.view': 'all all all all all all all',
  'workspace.create': 'all - - - - - -',
  'workspace.edit': 'all all - - - - -',
  'user.view': 'all all all all all all all',
  'user.create': 'all all - - - - -',
  'user.edit': 'all all - - - - -',
  'user.viewAs': 'all all - - - - -',
  'team.view': 'all all all all all all all',
  'team.create': 'all all - - - - -',
  'team.edit': 'all all - - - - -',
  'team.delete': 'all all - - - - -',
  'role.view': 'all all all all all all all',
  'role.create': 'all all - - - - -',
  'role.edit': 'all all - - - - -',
  'role.delete': 'all all - - - - -',
  'invitation.view': 'all all - - - - -',
  'invitation.create': 'all all - - - - -',
  'invitation.delete': 'all all - - - - -',
  'apiKey.view': 'all all own own own own own',
  'apiKey.create': 'own own own own own own own',
  'apiKey.delete': 'all all own own own own own',
  'singleSignOn.view': 'all all - - - - -',
  'singleSignOn.edit': 'all - - - - - -',
};

describe('policy of identity', () => {
  test('is exactly this table', () => {
    const actual: Record<string, string> = {};
    for (const [object, byRole] of Object.entries(policy)) {
      const actions = new Set(roles.flatMap((role) => Object.keys(byRole[role] ?? {})));
      for (const action of actions) actual[`${object}.${action}`] = roles.map((role) => byRole[role]?.[action] ?? '-').join(' ');
    }
    expect(actual).toEqual(expected);
  });
});
