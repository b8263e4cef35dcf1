import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayFromNumber,
  dayInZone,
  dayNumber,
  dayOf,
  daysBetween,
  endOf,
  isDay,
  isTimeZone,
  monthsOf,
  periodBefore,
  periodOf,
  periodUnits,
  resolveRelativeDay,
  startOf,
  weekday,
} from './days.ts';

const anyDay = fc.integer({ min: dayNumber('1600-01-01'), max: dayNumber('2600-12-31') }).map(dayFromNumber);

describe('days', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('takes %s for a day', (day) => expect(isDay(day)).toBe(true));
  it.each(['2025-02-29', '1900-02-29', '2025-13-01', '2025-00-10', '2025-04-31', '2025-1-1', '20250101', '0000-01-01', ''])(
    'refuses %s',
    (day) => expect(isDay(day)).toBe(false),
  );

  it('agrees with the built-in calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        const date = new Date(`${day}T00:00:00Z`);
        expect(weekday(day) % 7).toBe(date.getUTCDay());
        date.setUTCDate(date.getUTCDate() + count);
        expect(addDays(day, count)).toBe(date.toISOString().slice(0, 10));
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s + %i months = %s', (day, count, expected) => expect(addMonths(day, count)).toBe(expected));

  it('stays within four-digit years', () => {
    expect(addDays('9999-12-30', 400)).toBe('9999-12-31');
    expect(addMonths('9999-06-30', 400)).toBe('9999-12-31');
    expect(addDays('0001-01-02', -400)).toBe('0001-01-01');
    expect(dayOf(2025, 2, 29)).toBeUndefined();
  });

  it.each([
    ['2026-11-23', 'week', '2026-11-23', '2026-11-29'],
    ['2026-11-29', 'week', '2026-11-23', '2026-11-29'],
    ['2027-01-01', 'week', '2026-12-28', '2027-01-03'],
    ['2024-02-10', 'month', '2024-02-01', '2024-02-29'],
    ['2026-11-23', 'quarter', '2026-10-01', '2026-12-31'],
    ['2026-02-03', 'quarter', '2026-01-01', '2026-03-31'],
    ['2026-11-23', 'year', '2026-01-01', '2026-12-31'],
    ['2026-11-23', 'day', '2026-11-23', '2026-11-23'],
  ] as const)('%s lies in the %s %s to %s', (day, unit, from, to) => expect(periodOf(day, unit)).toEqual({ from, to }));

  it('puts every day between the edges of its periods', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...periodUnits), (day, unit) => {
        const { from, to } = periodOf(day, unit);
        expect(from <= day && day <= to).toBe(true);
        expect(startOf(to, unit)).toBe(from);
        expect(endOf(from, unit)).toBe(to);
        expect(startOf(addDays(to, 1), unit)).toBe(addDays(to, 1));
      }),
    );
  });

  it.each([
    ['2017-01-01', '2017-12-31', '2016-01-01', '2016-12-31'],
    ['2017-04-01', '2017-06-30', '2017-01-01', '2017-03-31'],
    ['2024-03-01', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['2024-03-10', '2024-03-16', '2024-03-03', '2024-03-09'],
    ['2024-03-10', '2024-03-10', '2024-03-09', '2024-03-09'],
    ['2024-02-01', '2024-02-28', '2024-01-04', '2024-01-31'],
  ])('before %s – %s comes %s – %s', (from, to, beforeFrom, beforeTo) =>
    expect(periodBefore({ from, to })).toEqual({ from: beforeFrom, to: beforeTo }),
  );

  it('lists every month of a period', () => {
    expect(monthsOf({ from: '2016-11-20', to: '2017-02-01' })).toEqual(['2016-11', '2016-12', '2017-01', '2017-02']);
    expect(monthsOf({ from: '2017-02-02', to: '2017-02-01' })).toEqual(['2017-02']);
    expect(monthsOf({ from: '2017-03-01', to: '2017-02-01' })).toEqual([]);
  });
});

describe('dayInZone', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-11-24'],
    ['2026-11-23T04:59:00.000Z', 'America/New_York', '2026-11-22'],
    ['2026-12-31T10:00:00.000Z', 'Pacific/Kiritimati', '2027-01-01'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(dayInZone(instant, zone)).toBe(day);
    expect(dayInZone(new Date(instant), zone)).toBe(day);
  });

  it('knows which zones exist', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    expect(isTimeZone('Asia/Chengdan')).toBe(false);
  });
});

describe('resolveRelativeDay', () => {
  const today = '2026-11-23';
  it.each([
    [{ rel: 'today' }, '2026-11-23'],
    [{ rel: 'now' }, '2026-11-23'],
    [{ rel: 'now', offset: -3, unit: 'hour' }, '2026-11-23'],
    [{ rel: 'today', offset: -7, unit: 'day' }, '2026-11-16'],
    [{ rel: 'today', offset: 2 }, '2026-11-25'],
    [{ rel: 'today', offset: 1, unit: 'month' }, '2026-12-23'],
    [{ rel: 'today', offset: -1, unit: 'quarter' }, '2026-08-23'],
    [{ rel: 'startOfWeek' }, '2026-11-23'],
    [{ rel: 'endOfWeek', offset: -1, unit: 'week' }, '2026-11-22'],
    [{ rel: 'startOfMonth' }, '2026-11-01'],
    [{ rel: 'startOfMonth', offset: -1, unit: 'month' }, '2026-10-01'],
    [{ rel: 'startOfMonth', offset: 4, unit: 'day' }, '2026-11-05'],
    [{ rel: 'endOfMonth', offset: 3, unit: 'month' }, '2027-02-28'],
    [{ rel: 'endOfMonth', offset: 1, unit: 'day' }, '2026-12-01'],
    [{ rel: 'endOfQuarter', offset: -1, unit: 'quarter' }, '2026-09-30'],
    [{ rel: 'startOfYear', offset: -1, unit: 'year' }, '2025-01-01'],
    [{ rel: 'endOfYear' }, '2026-12-31'],
  ] as const)('%o → %s', (relative, expected) => expect(resolveRelativeDay(relative, today)).toBe(expected));

  it('takes the edge after the offset, so that a 31st does not slip', () => {
    expect(resolveRelativeDay({ rel: 'endOfMonth', offset: 1, unit: 'month' }, '2026-01-31')).toBe('2026-02-28');
    expect(resolveRelativeDay({ rel: 'endOfMonth', offset: 1, unit: 'month' }, '2026-02-28')).toBe('2026-03-31');
  });
});
