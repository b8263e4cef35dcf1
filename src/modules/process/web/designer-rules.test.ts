import { describe, expect, it } from 'vitest';
import { firstSpec, freeKey, movedTo, rulesOf, shownChanges } from './designer-rules.ts';

describe('movedTo', () => {
  it.each([
    [0, 2, ['b', 'c', 'a']],
    [2, 0, ['c', 'a', 'b']],
    [1, 1, ['a', 'b', 'c']],
    [5, 0, ['a', 'b', 'c']],
  ])('from %i to %i', (from, to, expected) => expect(movedTo(['a', 'b', 'c'], from, to)).toEqual(expected));
});

describe('what a new criterion starts with', () => {
  it('names a fact, a field or an activity, and nothing for a checklist', () => {
    expect(firstSpec('fact', [])).toEqual({ fact: 'contact.reachable' });
    expect(firstSpec('field', [{ key: 'interest', label: 'Interest', kind: 'longText' }])).toEqual({ field: 'interest' });
    expect(firstSpec('activity', [])).toEqual({ isDone: true });
    expect(firstSpec('checklist', [])).toEqual({});
  });
  it('asks of a field what fits its kind', () => {
    expect(rulesOf({ kind: 'money' })).toEqual(['isNotEmpty', 'gte', 'lte', 'eq']);
    expect(rulesOf({ kind: 'choice' })).toEqual(['isNotEmpty', 'eq']);
    expect(rulesOf({ kind: 'longText' })).toEqual(['isNotEmpty']);
  });
  it('gets a key of its own', () => {
    expect(freeKey('check', [{ key: 'check' }, { key: 'check2' }])).toBe('check3');
  });
});

it('shownChanges goes stage by stage, without what comes or goes with its stage', () => {
  const change = (
    what: 'stage' | 'criterion' | 'task',
    kind: 'added' | 'removed' | 'changed' | 'moved',
    stageKey: string,
    key = stageKey,
  ) => ({ what, change: kind, stageKey, key, names: { en: key }, fields: [] });
  const shown = shownChanges([
    change('stage', 'changed', 'a'),
    change('stage', 'added', 'c'),
    change('criterion', 'added', 'c', 'c1'),
    change('criterion', 'changed', 'c', 'from a'),
    change('criterion', 'removed', 'a', 'a1'),
    change('stage', 'removed', 'b'),
    change('task', 'removed', 'b', 'b1'),
  ]);
  expect(shown.map(({ key }) => key)).toEqual(['a', 'a1', 'c', 'from a', 'b']);
});
