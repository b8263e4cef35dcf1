import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './days.ts';
import {
  addWorkingDays,
  addWorkingMinutes,
  calendarFaults,
  chineseDay,
  chineseHolidaysKnownUntil,
  endOfWorkingDay,
  hoursOf,
  intervalsFault,
  isWorkingDay,
  isWorkingInstant,
  nextWorkingInstant,
  workingDaysBetween,
  workingMinutesBetween,
  type WorkingCalendar,
} from './working-hours.ts';

const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];
const china: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  week: [office, office, office, office, office, [], []],
  holidays: 'CN',
};
const day = [{ from: '09:00', to: '17:00' }];
const newYork: WorkingCalendar = {
  timeZone: 'America/New_York',
  week: [day, day, day, day, day, [], []],
  holidays: 'none',
  exceptions: {
    '2026-11-26': [],
    '2026-11-27': [{ from: '09:00', to: '12:00' }],
    '2026-11-28': [{ from: '10:00', to: '11:00' }],
  },
};
const always = [{ from: '00:00', to: '24:00' }];
const roundTheClock: WorkingCalendar = {
  timeZone: 'America/New_York',
  week: [always, always, always, always, always, always, always],
  holidays: 'none',
};
/** 北京时间 */
const cst = (text: string): string => new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();

describe('Chinese holidays', () => {
  it.each([
    ['2026-02-14', 'makeUp'],
    ['2026-02-15', 'holiday'],
    ['2026-02-23', 'holiday'],
    ['2026-02-28', 'makeUp'],
    ['2026-09-20', 'makeUp'],
    ['2026-10-01', 'holiday'],
    ['2026-10-10', 'makeUp'],
    ['2026-11-23', 'ordinary'],
    ['2026-11-22', 'ordinary'],
    ['2099-10-01', 'ordinary'],
  ])('%s is %s', (on, kind) => expect(chineseDay(on)).toBe(kind));

  it('are known for this plan at least', () => expect(chineseHolidaysKnownUntil()).toBeGreaterThanOrEqual(2026));

  it('close weekdays and open weekends, with the hours of a working day', () => {
    expect(hoursOf('2026-10-01', china)).toEqual([]);
    expect(hoursOf('2026-10-10', china)).toEqual(office);
    expect(hoursOf('2026-10-10', { ...china, makeUpHours: day })).toEqual(day);
    expect(hoursOf('2026-10-10', { ...china, holidays: 'none' })).toEqual([]);
    expect(hoursOf('2026-10-10', { ...china, exceptions: { '2026-10-10': [] } })).toEqual([]);
    expect(hoursOf('2026-10-01', { ...china, exceptions: { '2026-10-01': day } })).toEqual(day);
  });
});

describe('addWorkingMinutes', () => {
  it.each([
    ['within the morning', '2026-11-23 09:00', 60, '2026-11-23 10:00'],
    ['over lunch', '2026-11-23 11:30', 60, '2026-11-23 14:00'],
    ['up to the very end', '2026-11-23 13:30', 270, '2026-11-23 18:00'],
    ['into the next day', '2026-11-23 17:30', 60, '2026-11-24 09:30'],
    ['from before work', '2026-11-23 03:00', 30, '2026-11-23 09:30'],
    ['from lunch', '2026-11-23 12:30', 30, '2026-11-23 14:00'],
    ['over a weekend', '2026-11-20 17:00', 120, '2026-11-23 10:00'],
    ['from a Sunday', '2026-11-22 12:00', 450, '2026-11-23 18:00'],
    ['over the Spring Festival, nine days off', '2026-02-14 17:00', 120, '2026-02-24 10:00'],
    ['into a Saturday that is worked (调休)', '2026-02-27 17:00', 120, '2026-02-28 10:00'],
    ['over the National Day week into a worked Saturday', '2026-10-09 17:30', 60, '2026-10-10 09:30'],
    ['no minutes at all', '2026-11-22 12:00', 0, '2026-11-22 12:00'],
    ['a fraction', '2026-11-23 09:00', 0.5, '2026-11-23 09:00'],
  ])('counts %s', (_, from, minutes, to) => {
    expect(addWorkingMinutes(cst(from), minutes, china)).toBe(minutes === 0.5 ? '2026-11-23T01:00:30.000Z' : cst(to));
  });

  it('knows days that are closed or shorter by exception', () => {
    expect(addWorkingMinutes('2026-11-25T21:00:00Z', 120, newYork)).toBe('2026-11-27T15:00:00.000Z');
    expect(addWorkingMinutes('2026-11-27T16:00:00Z', 90, newYork)).toBe('2026-11-28T15:30:00.000Z');
    expect(addWorkingMinutes('2026-11-27T16:00:00Z', 150, newYork)).toBe('2026-11-30T14:30:00.000Z');
  });

  it('keeps office hours at the clock on the wall when clocks change', () => {
    // Friday 17:00 EDT is 21:00 Z, Monday 09:00 EST is 14:00 Z.
    expect(addWorkingMinutes('2026-10-30T20:00:00Z', 120, newYork)).toBe('2026-11-02T15:00:00.000Z');
    expect(addWorkingMinutes('2026-03-06T21:00:00Z', 120, newYork)).toBe('2026-03-09T14:00:00.000Z');
  });

  it('counts real minutes in a shift that clocks shorten or lengthen', () => {
    const night: WorkingCalendar = { ...roundTheClock, week: roundTheClock.week.map(() => [{ from: '01:00', to: '04:00' }]) };
    expect(workingMinutesBetween('2026-03-08T00:00:00Z', '2026-03-08T12:00:00Z', night)).toBe(120);
    expect(workingMinutesBetween('2026-11-01T00:00:00Z', '2026-11-01T12:00:00Z', night)).toBe(240);
    expect(workingMinutesBetween('2026-11-02T00:00:00Z', '2026-11-02T12:00:00Z', night)).toBe(180);
    // An interval that lies wholly in the skipped hour is no time at all.
    const skipped: WorkingCalendar = { ...night, week: night.week.map(() => [{ from: '02:10', to: '02:50' }]) };
    expect(workingMinutesBetween('2026-03-08T00:00:00Z', '2026-03-08T23:00:00Z', skipped)).toBe(0);
    expect(addWorkingMinutes('2026-03-08T05:00:00Z', 40, skipped)).toBe('2026-03-09T06:50:00.000Z');
    expect(addWorkingMinutes('2026-03-08T00:00:00Z', 48 * 60, roundTheClock)).toBe('2026-03-10T00:00:00.000Z');
  });

  it('refuses a calendar without hours, and going back', () => {
    const closed: WorkingCalendar = { ...newYork, week: [[], [], [], [], [], [], []], exceptions: {} };
    expect(() => addWorkingMinutes('2026-11-23T00:00:00Z', 1, closed)).toThrow('calendar_has_no_hours');
    expect(() => addWorkingDays('2026-11-23', 1, closed)).toThrow('calendar_has_no_hours');
    expect(() => nextWorkingInstant('2026-11-23T00:00:00Z', closed)).toThrow('calendar_has_no_hours');
    expect(() => addWorkingMinutes('2026-11-23T00:00:00Z', -1, china)).toThrow(RangeError);
    expect(workingMinutesBetween('2026-11-23T00:00:00Z', '2026-12-23T00:00:00Z', closed)).toBe(0);
  });
});

const instants = fc
  .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2026-12-31') })
  .map((ms) => new Date(ms - (ms % 60_000)).toISOString());
const calendars = fc.constantFrom(china, newYork, roundTheClock);

describe('working minutes', () => {
  it('come back as they were added', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 20_000 }), calendars, (at, minutes, calendar) => {
        const then = addWorkingMinutes(at, minutes, calendar);
        expect(workingMinutesBetween(at, then, calendar)).toBe(minutes);
        if (minutes > 0) expect(isWorkingInstant(new Date(Date.parse(then) - 1).toISOString(), calendar)).toBe(true);
      }),
    );
  });

  it('add up over any instant between', () => {
    fc.assert(
      fc.property(fc.tuple(instants, instants, instants), calendars, (moments, calendar) => {
        const [a = '', b = '', c = ''] = moments.toSorted();
        expect(workingMinutesBetween(a, b, calendar) + workingMinutesBetween(b, c, calendar)).toBe(
          workingMinutesBetween(a, c, calendar),
        );
        expect(workingMinutesBetween(c, a, calendar)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('are all real minutes where work never stops', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 100_000 }), (at, minutes) => {
        expect(Date.parse(addWorkingMinutes(at, minutes, roundTheClock)) - Date.parse(at)).toBe(minutes * 60_000);
      }),
    );
  });
});

describe('nextWorkingInstant', () => {
  it.each([
    ['2026-11-23 10:00', '2026-11-23 10:00'],
    ['2026-11-23 12:00', '2026-11-23 13:30'],
    ['2026-11-23 18:00', '2026-11-24 09:00'],
    ['2026-09-30 18:00', '2026-10-08 09:00'],
  ])('%s → %s', (from, to) => expect(nextWorkingInstant(cst(from), china)).toBe(cst(to)));

  it('tells work from rest', () => {
    expect(isWorkingInstant(cst('2026-11-23 09:00'), china)).toBe(true);
    expect(isWorkingInstant(cst('2026-11-23 12:00'), china)).toBe(false);
    expect(isWorkingInstant(cst('2026-10-10 10:00'), china)).toBe(true);
    expect(isWorkingInstant(cst('2026-10-02 10:00'), china)).toBe(false);
  });
});

describe('addWorkingDays', () => {
  it.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-20', -1, '2026-11-19'],
    ['2026-11-21', 0, '2026-11-23'],
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-10-10', 1, '2026-10-12'],
    ['2026-02-24', -1, '2026-02-14'],
    ['2026-09-18', 3, '2026-09-22'],
  ])('%s %i working days on is %s', (from, count, to) => expect(addWorkingDays(from, count, china)).toBe(to));

  it('comes back as it was counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: -200, max: 200 }), (offset, count) => {
        const from = addWorkingDays(addDays('2024-03-01', offset), 0, china);
        const to = addWorkingDays(from, count, china);
        expect(isWorkingDay(to, china)).toBe(true);
        expect(workingDaysBetween(from, to, china)).toBe(count === 0 ? 0 : count);
      }),
    );
  });

  it('has an end of the day', () => {
    expect(endOfWorkingDay('2026-11-23', china)).toBe(cst('2026-11-23 18:00'));
    expect(endOfWorkingDay('2026-10-01', china)).toBe(cst('2026-10-02 00:00'));
    expect(endOfWorkingDay('2026-11-01', roundTheClock)).toBe('2026-11-02T05:00:00.000Z');
  });
});

describe('calendarFaults', () => {
  it('finds nothing wrong with a good calendar', () => {
    expect(calendarFaults(china)).toEqual([]);
    expect(calendarFaults(newYork)).toEqual([]);
    expect(intervalsFault(always)).toBeUndefined();
    expect(intervalsFault([])).toBeUndefined();
  });

  it.each([
    [[{ from: '9:00', to: '12:00' }], 'not_a_time'],
    [[{ from: '09:00', to: '25:00' }], 'not_a_time'],
    [[{ from: '24:00', to: '24:00' }], 'not_a_time'],
    [[{ from: '12:00', to: '12:00' }], 'invalid_interval'],
    [[{ from: '22:00', to: '06:00' }], 'invalid_interval'],
    [
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ],
      'invalid_interval',
    ],
    [
      [
        { from: '13:00', to: '18:00' },
        { from: '09:00', to: '12:00' },
      ],
      'invalid_interval',
    ],
  ])('%j is %s', (intervals, code) => expect(intervalsFault(intervals)).toBe(code));

  it('names every place', () => {
    const bad: WorkingCalendar = {
      timeZone: 'Asia/Nowhere',
      week: [[], [{ from: '10:00', to: '09:00' }], [], [], [], []],
      holidays: 'none',
      makeUpHours: [{ from: 'x', to: 'y' }],
      exceptions: { '2026-02-30': [], '2026-03-01': [{ from: '10:00', to: '09:00' }] },
    };
    expect(calendarFaults(bad, '/body/calendar').map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/body/calendar/timeZone not_a_time_zone',
      '/body/calendar/week invalid_format',
      '/body/calendar/week/1 invalid_interval',
      '/body/calendar/makeUpHours not_a_time',
      '/body/calendar/exceptions/2026-02-30 not_a_date',
      '/body/calendar/exceptions/2026-03-01 invalid_interval',
    ]);
    expect(calendarFaults({ ...china, week: [[], [], [], [], [], [], []] }).map(({ code }) => code)).toEqual([
      'calendar_has_no_hours',
    ]);
  });
});
