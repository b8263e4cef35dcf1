import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromNumber, dayInZone, dayNumber } from './days.ts';
import { dayBounds, instantAt, periodBounds, resolveDay, resolveInstants, startOfDay } from './time.ts';

const hour = 3_600_000;
const zones = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
];

describe('dayBounds', () => {
  it.each([
    ['2026-11-23', 'Asia/Shanghai', '2026-11-22T16:00:00.000Z', 24],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
    // Clocks sprang forward at midnight: the day began at one.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
  ])('%s in %s starts at %s and has %d hours', (day, zone, start, hours) => {
    const { from, to } = dayBounds(day, zone);
    expect(from).toBe(start);
    expect((Date.parse(to) - Date.parse(from)) / hour).toBe(hours);
  });

  it('holds exactly the instants of the day', () => {
    const days = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2037-12-31') }).map(dayFromNumber);
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        // The one day that Samoa skipped has no instants.
        if (zone === 'Pacific/Apia' && day === '2011-12-30') return;
        const { from, to } = dayBounds(day, zone);
        expect(dayInZone(from, zone)).toBe(day);
        expect(dayInZone(new Date(Date.parse(from) - 1), zone) < day).toBe(true);
        expect(dayInZone(new Date(Date.parse(to) - 1), zone)).toBe(day);
        expect(dayInZone(to, zone) > day).toBe(true);
      }),
    );
  });

  it('covers a period from its first day to its last', () => {
    expect(periodBounds({ from: '2017-01-01', to: '2017-12-31' }, 'Asia/Shanghai')).toEqual({
      from: '2016-12-31T16:00:00.000Z',
      to: '2017-12-31T16:00:00.000Z',
    });
  });
});

describe('instantAt', () => {
  it.each([
    ['2026-11-23', '09:30', 'Asia/Shanghai', '2026-11-23T01:30:00.000Z'],
    ['2026-11-23', '09:30:15', 'UTC', '2026-11-23T09:30:15.000Z'],
    // Skipped times become the moment of the jump; of a time that comes twice, the first counts.
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ])('%s %s in %s is %s', (day, time, zone, expected) => expect(instantAt(day, time, zone)).toBe(expected));
});

describe('resolveInstants', () => {
  const clock = { now: new Date('2026-11-23T17:30:00.000Z'), timeZone: 'Asia/Shanghai' };

  it.each([
    ['2026-11-23', '2026-11-22T16:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    // It is already the 24th in Shanghai.
    [{ rel: 'today' }, '2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z'],
    [{ rel: 'startOfMonth', offset: -1, unit: 'month' }, '2026-09-30T16:00:00.000Z', '2026-10-01T16:00:00.000Z'],
    [{ rel: 'now' }, '2026-11-23T17:30:00.000Z', '2026-11-23T17:30:00.000Z'],
    [{ rel: 'now', offset: -90, unit: 'minute' }, '2026-11-23T16:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    [{ rel: 'now', offset: -1, unit: 'quarter' }, '2026-08-23T17:30:00.000Z', '2026-08-23T17:30:00.000Z'],
    [{ rel: 'now', offset: 2, unit: 'week' }, '2026-12-07T17:30:00.000Z', '2026-12-07T17:30:00.000Z'],
    ['2026-11-23T10:00:00+08:00', '2026-11-23T02:00:00.000Z', '2026-11-23T02:00:00.000Z'],
  ] as const)('%j covers %s to %s', (value, from, to) => expect(resolveInstants(value, clock)).toEqual({ from, to }));

  it('keeps the time of day across a change of clocks', () => {
    const newYork = { now: new Date('2026-11-02T15:00:00.000Z'), timeZone: 'America/New_York' };
    expect(resolveInstants({ rel: 'now', offset: -2, unit: 'day' }, newYork).from).toBe('2026-10-31T14:00:00.000Z');
    expect(resolveInstants({ rel: 'now', offset: -48, unit: 'hour' }, newYork).from).toBe('2026-10-31T15:00:00.000Z');
  });

  it('gives days where days are asked for', () => {
    expect(resolveDay({ rel: 'today', offset: -1 }, clock)).toBe('2026-11-23');
    expect(resolveDay('2026-01-05', clock)).toBe('2026-01-05');
    expect(startOfDay('2026-11-24', clock.timeZone)).toBe('2026-11-23T16:00:00.000Z');
  });
});
