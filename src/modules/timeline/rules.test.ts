import { describe, expect, it } from 'vitest';
import { isApproach, isTwoWayOf, markOf, readMark, subjectOf } from './rules.ts';

describe('isApproach', () => {
  it.each([
    ['call', 'out', true],
    ['mail', null, true],
    ['message', undefined, true],
    ['call', 'in', false],
    ['meeting', 'out', false],
    ['note', null, false],
    ['task', null, false],
  ] as const)('%s %s → %s', (kind, direction, expected) => {
    expect(isApproach(kind, direction)).toBe(expected);
  });
});

describe('isTwoWayOf', () => {
  it.each([
    ['meeting', undefined, true],
    ['visit', undefined, true],
    ['demo', undefined, true],
    ['call', undefined, false],
    ['mail', undefined, false],
    ['call', true, true],
    ['meeting', false, false],
  ] as const)('%s, said to be %s → %s', (kind, given, expected) => {
    expect(isTwoWayOf(kind, given)).toBe(expected);
  });
});

describe('subjectOf', () => {
  it.each([
    ['Given', 'body', 'Given'],
    [undefined, '\n  First line \nSecond', 'First line'],
    [undefined, null, ''],
    [undefined, 'x'.repeat(200), `${'x'.repeat(119)}…`],
  ] as const)('%j, %j → %j', (subject, body, expected) => {
    expect(subjectOf(subject, body)).toBe(expected);
  });
});

describe('the mark of a page', () => {
  const id = '01890000-0000-7000-8000-000000000000';
  it('is read as it was written', () => {
    expect(readMark(markOf('2026-11-23 19:09:03.123456+00', id))).toEqual({ at: '2026-11-23T19:09:03.123456+00', id });
  });
  it.each(['', 'x', `now ${id}`, '2026-11-23T19:09:03Z', `2026-11-23T19:09:03Z ${id} more`])('%j is none', (text) => {
    expect(readMark(text)).toBeNull();
  });
});
