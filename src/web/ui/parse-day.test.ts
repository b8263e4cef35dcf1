import { describe, expect, it } from 'vitest';
import { parseDay } from './parse-day.ts';

describe('parseDay', () => {
  const today = '2026-11-23';
  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026/1/5', '2026-01-05'],
    ['20261130', '2026-11-30'],
    ['2026年11月30日', '2026-11-30'],
    ['11月30日', '2026-11-30'],
    ['11-30', '2026-11-30'],
    ['1-5', '2027-01-05'],
    ['30 Nov 2026', '2026-11-30'],
    ['1 September 2027', '2027-09-01'],
    ['12 Sept 2025', '2025-09-12'],
    ['Nov 30, 2026', '2026-11-30'],
    ['30 nov', '2026-11-30'],
    ['May 5th', '2027-05-05'],
    ['tomorrow', '2026-11-24'],
    ['明天', '2026-11-24'],
    ['+3', '2026-11-26'],
    ['-1', '2026-11-22'],
  ])('reads %s', (typed, day) => {
    expect(parseDay(typed, today)).toBe(day);
  });

  it.each([
    '',
    'soon',
    '2026-02-30',
    '13-40',
    '30/11/2026',
    '31 Nov 2026',
    '30 Nov 202',
    'Nov 2026',
    '30 ju 2026',
    '3 May 4 2026',
  ])('refuses %j', (typed) => {
    expect(parseDay(typed, today)).toBeUndefined();
  });
});
