import { Temporal } from 'temporal-polyfill';
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, dayInZone, isDay, isTimeZone, weekday } from './days.ts';
import { DomainError, type FieldFault } from './errors.ts';
import { zonedInstant } from './time.ts';

/** Working hours within one day, `HH:MM`; the end may be `24:00`. A night shift is two of them. */
export interface WorkingInterval {
  from: string;
  to: string;
}

export interface WorkingCalendar {
  timeZone: string;
  /** Hours of Monday to Sunday, in seven lists; an empty one is a day off. */
  week: readonly (readonly WorkingInterval[])[];
  /** Public holidays that close the days they fall on. `CN` also opens the weekends that are worked in exchange (调休). */
  holidays: 'none' | 'CN';
  /** Hours of weekends worked in exchange; those of the first working weekday unless given. */
  makeUpHours?: readonly WorkingInterval[];
  /** Days unlike their weekday, stronger than holidays; an empty list closes. */
  exceptions?: Readonly<Record<string, readonly WorkingInterval[]>>;
}

interface Span {
  from: number;
  to: number;
}

const timePattern = /^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const msPerMinute = 60_000;
// A calendar that is closed for ten years on end has no hours; without a bound the search would not end.
const maxClosedDays = 3660;

const chineseHolidays: Readonly<Record<string, string>> = chineseDays.holidays;
const chineseMakeUpDays: Readonly<Record<string, string>> = chineseDays.workdays;

/** What the State Council's plan says of a day: off, worked in exchange, or nothing. */
export function chineseDay(day: string): 'holiday' | 'makeUp' | 'ordinary' {
  if (Object.hasOwn(chineseMakeUpDays, day)) return 'makeUp';
  return Object.hasOwn(chineseHolidays, day) ? 'holiday' : 'ordinary';
}

/** The last year whose Chinese holidays are known; each plan is published in the November before. */
export function chineseHolidaysKnownUntil(): number {
  return Math.max(...Object.keys(chineseHolidays).map((day) => Number(day.slice(0, 4))));
}

/** What is wrong with the hours of one day: a time that is none, an end before its start, or an overlap. */
export function intervalsFault(intervals: readonly WorkingInterval[]): string | undefined {
  let end = '';
  for (const { from, to } of intervals) {
    if (!timePattern.test(from) || !timePattern.test(to) || from === '24:00') return 'not_a_time';
    if (from >= to || from < end) return 'invalid_interval';
    end = to;
  }
  return undefined;
}

/** Everything wrong with a calendar, each fault with its place. */
export function calendarFaults(calendar: WorkingCalendar, pointer = '/body'): FieldFault[] {
  const faults: FieldFault[] = [];
  const check = (place: string, intervals: readonly WorkingInterval[]): void => {
    const code = intervalsFault(intervals);
    if (code) faults.push({ pointer: `${pointer}/${place}`, code });
  };
  if (!isTimeZone(calendar.timeZone)) faults.push({ pointer: `${pointer}/timeZone`, code: 'not_a_time_zone' });
  if (calendar.week.length !== 7) faults.push({ pointer: `${pointer}/week`, code: 'invalid_format' });
  if (calendar.week.every((hours) => hours.length === 0))
    faults.push({ pointer: `${pointer}/week`, code: 'calendar_has_no_hours' });
  for (const [index, hours] of calendar.week.entries()) check(`week/${index}`, hours);
  check('makeUpHours', calendar.makeUpHours ?? []);
  for (const [day, hours] of Object.entries(calendar.exceptions ?? {})) {
    if (!isDay(day)) faults.push({ pointer: `${pointer}/exceptions/${day}`, code: 'not_a_date' });
    check(`exceptions/${day}`, hours);
  }
  return faults;
}

/** The working hours of one day, after exceptions, holidays and make-up days. */
export function hoursOf(day: string, calendar: WorkingCalendar): readonly WorkingInterval[] {
  const exceptions = calendar.exceptions ?? {};
  const exception = Object.hasOwn(exceptions, day) ? exceptions[day] : undefined;
  if (exception) return exception;
  const kind = calendar.holidays === 'CN' ? chineseDay(day) : 'ordinary';
  if (kind === 'holiday') return [];
  const usual = calendar.week[weekday(day) - 1] ?? [];
  if (kind === 'ordinary' || usual.length > 0) return usual;
  return calendar.makeUpHours ?? calendar.week.find((hours) => hours.length > 0) ?? [];
}

/** True when anybody works on the day. */
export function isWorkingDay(day: string, calendar: WorkingCalendar): boolean {
  return hoursOf(day, calendar).length > 0;
}

const spansByCalendar = new WeakMap<WorkingCalendar, Map<string, Span[]>>();

function momentOf(day: string, time: string, timeZone: string): number {
  const midnight = time === '24:00';
  const wall = Temporal.PlainDateTime.from(`${midnight ? addDays(day, 1) : day}T${midnight ? '00:00' : time}`);
  return zonedInstant(wall, timeZone).epochMilliseconds;
}

function spansOf(day: string, calendar: WorkingCalendar): Span[] {
  const known = spansByCalendar.get(calendar) ?? new Map<string, Span[]>();
  spansByCalendar.set(calendar, known);
  const found = known.get(day);
  if (found) return found;
  const spans = hoursOf(day, calendar).map(({ from, to }) => ({
    from: momentOf(day, from, calendar.timeZone),
    to: momentOf(day, to, calendar.timeZone),
  }));
  if (known.size > 5000) known.clear();
  known.set(day, spans);
  return spans;
}

function noHours(): DomainError {
  return new DomainError('calendar_has_no_hours', { status: 422 });
}

/** The spans of work that end after an instant, one after another. */
function* spansFrom(at: number, calendar: WorkingCalendar): Generator<Span, never> {
  let day = dayInZone(new Date(at), calendar.timeZone);
  for (let closed = 0; closed <= maxClosedDays; closed += 1) {
    for (const span of spansOf(day, calendar)) {
      if (span.to <= at || span.to <= span.from) continue;
      closed = 0;
      yield span;
    }
    day = addDays(day, 1);
  }
  throw noHours();
}

/**
 * The first instant by which so many working minutes have passed. Nobody works outside the calendar's hours; minutes are
 * real ones, also on days when clocks change.
 */
export function addWorkingMinutes(at: string, minutes: number, calendar: WorkingCalendar): string {
  if (!(minutes >= 0)) throw new RangeError('Working minutes are counted forward');
  const start = Date.parse(at);
  let left = minutes * msPerMinute;
  if (left === 0) return new Date(start).toISOString();
  for (const { from, to } of spansFrom(start, calendar)) {
    const begin = Math.max(from, start);
    if (to - begin >= left) return new Date(begin + left).toISOString();
    left -= to - begin;
  }
  throw noHours();
}

/** Working minutes from one instant to a later one (0 when it is not later), whole ones. */
export function workingMinutesBetween(from: string, to: string, calendar: WorkingCalendar): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const lastDay = dayInZone(to, calendar.timeZone);
  let worked = 0;
  for (let day = dayInZone(from, calendar.timeZone); day <= lastDay; day = addDays(day, 1)) {
    for (const span of spansOf(day, calendar)) worked += Math.max(0, Math.min(span.to, end) - Math.max(span.from, start));
  }
  return Math.floor(worked / msPerMinute);
}

/** True while somebody works. */
export function isWorkingInstant(at: string, calendar: WorkingCalendar): boolean {
  const moment = Date.parse(at);
  return spansOf(dayInZone(at, calendar.timeZone), calendar).some(({ from, to }) => from <= moment && moment < to);
}

/** The instant itself while somebody works, else when work next begins. */
export function nextWorkingInstant(at: string, calendar: WorkingCalendar): string {
  const moment = Date.parse(at);
  const { value } = spansFrom(moment, calendar).next();
  return new Date(Math.max(value.from, moment)).toISOString();
}

/** The working day so many working days later (negative: earlier); 0 gives the day itself, or the next one when it is off. */
export function addWorkingDays(day: string, count: number, calendar: WorkingCalendar): string {
  const step = count < 0 ? -1 : 1;
  let found = day;
  let left = Math.abs(count);
  let closed = 0;
  if (left === 0 && !isWorkingDay(day, calendar)) left = 1;
  while (left > 0) {
    found = addDays(found, step);
    closed += 1;
    if (isWorkingDay(found, calendar)) {
      left -= 1;
      closed = 0;
    }
    if (closed > maxClosedDays) throw noHours();
  }
  return found;
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: string, to: string, calendar: WorkingCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** When work ends on a day; the end of the day itself when nobody works. */
export function endOfWorkingDay(day: string, calendar: WorkingCalendar): string {
  const last = spansOf(day, calendar).at(-1)?.to ?? momentOf(day, '24:00', calendar.timeZone);
  return new Date(last).toISOString();
}
