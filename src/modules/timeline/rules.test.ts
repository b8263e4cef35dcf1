import { describe, expect, it } from 'vitest';
import { isApproach, isTwoWayOf, subjectOf } from './rules.ts';

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
