import { describe, expect, test } from 'vitest';
import { type Rights, roles } from './contract.ts';
import { exceedsScope, lowerRole, mayGrant, slugOf } from './rules.ts';

describe('mayGrant', () => {
  test('nobody grants above their own role', () => {
    for (const [index, granter] of roles.entries()) {
      for (const [other, role] of roles.entries()) expect(mayGrant(granter, role)).toBe(index <= other);
    }
  });
});

describe('exceedsScope', () => {
  test.each([
    [{ deal: { view: 'all' } }, { deal: { view: 'teamTree' } }, true],
    [{ deal: { view: 'own' } }, { deal: { view: 'teamTree' } }, false],
    [{ deal: { view: 'own' } }, {}, true],
    [{ deal: { view: 'none' } }, {}, false],
    [{ deal: { view: 'all', edit: 'own' } }, { deal: { view: 'all' } }, true],
  ] as const)('%j beyond %j: %s', (rights, limit: Rights, expected) => {
    expect(exceedsScope(rights, { rights: (object, action) => limit[object]?.[action] ?? 'none' })).toBe(expected);
  });
});

describe('lowerRole', () => {
  test.each([
    ['owner', 'admin', 'admin'],
    ['seller', 'owner', 'seller'],
    ['analyst', 'analyst', 'analyst'],
  ] as const)('of %s and %s is %s', (a, b, expected) => expect(lowerRole(a, b)).toBe(expected));
});

describe('slugOf', () => {
  test.each([
    ['Müller & Co. KG', 'muller-co-kg'],
    ['  ACME  ', 'acme'],
    ['成单科技', 'workspace'],
    ['成单 Tech', 'tech'],
    ['x'.repeat(80), 'x'.repeat(40)],
  ])('%s → %s', (name, slug) => expect(slugOf(name)).toBe(slug));
});
