import { describe, expect, it } from 'vitest';
import { chosen, isInMenu, usedScreens } from './rules.ts';

describe('usedScreens', () => {
  it.each([
    [[], false, false, []],
    [['leads'], false, false, ['leads']],
    [['accounts', 'deals'], false, true, ['accounts', 'deals', 'approvals', 'process']],
    [[], true, false, ['import']],
  ])('of %j, imports %s, approvals %s, are %j', (plurals, hasImports, takesPart, expected) => {
    expect(usedScreens({ plurals, hasImports, takesPart })).toEqual(expected);
  });
});

describe('chosen', () => {
  const before = { pinned: ['leads', 'import'], hidden: ['products'] };
  it.each([
    [{}, before],
    [{ pinned: [] }, { pinned: [], hidden: ['products'] }],
    [{ pinned: ['products', 'products'] }, { pinned: ['products'], hidden: [] }],
    [{ hidden: ['leads'] }, { pinned: ['import'], hidden: ['leads'] }],
    [
      { pinned: ['leads'], hidden: ['leads', 'import'] },
      { pinned: ['leads'], hidden: ['import'] },
    ],
  ])('%j leaves %j', (changes, expected) => {
    expect(chosen(before, changes)).toEqual(expected);
  });
});

describe('isInMenu', () => {
  const none = { used: [], opened: [], pinned: [], hidden: [] };
  it.each([
    [false, none, false],
    [true, none, true],
    [false, { ...none, used: ['leads'] }, true],
    [false, { ...none, opened: ['leads'] }, true],
    [false, { ...none, pinned: ['leads'] }, true],
    [true, { ...none, hidden: ['leads'] }, false],
    [false, { ...none, used: ['leads'], hidden: ['leads'] }, false],
    [false, { ...none, used: ['products'] }, false],
  ])('at the start %s, with %j: %s', (isAtStart, menu, expected) => {
    expect(isInMenu('leads', isAtStart, menu)).toBe(expected);
  });
});
