import { describe, expect, test } from 'vitest';
import { claimValues, grantOf, localPath, personOf } from './rules.ts';

const open = { domains: [], trustsEmail: false };
const ann = { sub: 'a1', email: 'Ann@Acme.test', email_verified: true, name: 'Ann Lee' };

describe('personOf', () => {
  test.each([
    ['reads who it is', ann, open, { subject: 'a1', email: 'ann@acme.test', name: 'Ann Lee' }],
    ['puts a name together', { ...ann, name: undefined, given_name: 'Ann', family_name: 'Lee' }, open, { name: 'Ann Lee' }],
    ['makes a name of the address', { ...ann, name: ' ' }, open, { name: 'ann' }],
    ['reads a truth written as a text', { ...ann, email_verified: 'true' }, open, { email: 'ann@acme.test' }],
    ['takes a domain that is allowed', ann, { domains: ['acme.test'], trustsEmail: false }, { email: 'ann@acme.test' }],
    [
      'trusts what is not said',
      { ...ann, email_verified: undefined },
      { domains: ['acme.test'], trustsEmail: true },
      { subject: 'a1' },
    ],
  ])('%s', (_name, claims, trust, person) => expect(personOf(claims, trust)).toMatchObject(person));

  test.each([
    ['no address', { ...ann, email: undefined }, open, 'sso_no_email'],
    ['no address at all', { ...ann, email: 'ann' }, open, 'sso_no_email'],
    ['an address that nobody has proven', { ...ann, email_verified: undefined }, open, 'sso_unverified'],
    [
      'one that is not proven, however much is trusted',
      { ...ann, email_verified: false },
      { domains: ['acme.test'], trustsEmail: true },
      'sso_unverified',
    ],
    ['another domain', ann, { domains: ['acme.example'], trustsEmail: false }, 'sso_domain'],
    ['a domain below', { ...ann, email: 'ann@x.acme.test' }, { domains: ['acme.test'], trustsEmail: false }, 'sso_domain'],
    [
      'an allowed domain before the sign',
      { ...ann, email: 'a@acme.test@evil.test' },
      { domains: ['acme.test'], trustsEmail: false },
      'sso_no_email',
    ],
  ])('refuses %s', (_name, claims, trust, refusal) => expect(personOf(claims, trust)).toBe(refusal));
});

test.each([
  ['groups', { groups: ['sales', 'berlin'] }, ['sales', 'berlin']],
  ['department', { department: 'sales' }, ['sales']],
  ['level', { level: 3 }, ['3']],
  ['realm_access.roles', { realm_access: { roles: ['a', 7, null, {}] } }, ['a', '7']],
  ['https://acme.test/roles', { 'https://acme.test/roles': ['a'] }, ['a']],
  ['groups', {}, []],
  ['constructor.name', {}, []],
  ['groups.0', { groups: 'x' }, []],
])('claimValues %s of %j', (path, claims, values) => expect(claimValues(claims, path)).toEqual(values));

describe('grantOf', () => {
  const rule = (value: string, role: 'admin' | 'seller', teamId: string | null = null) => ({ value, role, roleId: null, teamId });
  const mapping = {
    claim: 'groups',
    rules: [rule('leads', 'admin'), rule('sales', 'seller', 'team-1')],
    unmapped: 'default' as const,
    role: 'analyst' as const,
    roleId: null,
    teamId: 'team-2',
  };
  test.each([
    ['the first rule that fits', ['sales', 'leads'], { role: 'admin', teamId: null }],
    ['the team of the rule', ['sales'], { role: 'seller', teamId: 'team-1' }],
    ['the default where none fits, in the team they are in', ['other'], { role: 'analyst', teamId: null }],
  ])('%s', (_name, groups, granted) => expect(grantOf({ groups }, mapping)).toMatchObject(granted));

  test('nothing where roles are left to the workspace', () => expect(grantOf({}, { ...mapping, claim: null })).toBeNull());
  test('a refusal where none fits and that is asked for', () =>
    expect(grantOf({ groups: 'Sales' }, { ...mapping, unmapped: 'refuse' })).toBe('sso_no_role'));
});

test.each([
  ['/deals?view=1', '/deals?view=1'],
  [undefined, '/'],
  ['//evil.test', '/'],
  ['/\\evil.test', '/'],
  ['https://evil.test', '/'],
  ['/a\r\nSet-Cookie: x', '/'],
  ['deals', '/'],
])('localPath(%j)', (wanted, path) => expect(localPath(wanted)).toBe(path));
