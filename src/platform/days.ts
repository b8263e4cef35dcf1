/**
 * Calendar days as `YYYY-MM-DD` texts, without Temporal, so that the browser can use them at no cost. Such texts compare
 * with `<` and `>`. The calendar is the Gregorian one, years 0001 to 9999.
 */

export const relativeAnchors = [
  'now',
  'today',
  'startOfWeek',
  'endOfWeek',
  'startOfMonth',
  'endOfMonth',
  'startOfQuarter',
  'endOfQuarter',
  'startOfYear',
  'endOfYear',
] as const;
export type RelativeAnchor = (typeof relativeAnchors)[number];

export const relativeUnits = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type RelativeUnit = (typeof relativeUnits)[number];

/** A day or moment that moves with the clock: an anchor, then so many units on (negative: back). */
export interface RelativeDate {
  rel: RelativeAnchor;
  offset?: number;
  unit?: RelativeUnit;
}

export const periodUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** Days from the first to the last, both included. */
export interface Period {
  from: string;
  to: string;
}

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const msPerDay = 86_400_000;
const firstDay = '0001-01-01';
const lastDay = '9999-12-31';

/** Days in a month (1-12) of a year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** True when the text is a day that exists: `2025-02-29` is not. */
export function isDay(text: string): boolean {
  const match = dayPattern.exec(text);
  if (!match) return false;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Writes a day from its parts; undefined when there is no such day. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Year, month and day of the month. Throws on what is no day. */
export function partsOf(day: string): { year: number; month: number; day: number } {
  if (!isDay(day)) throw new RangeError(`Not a calendar day: ${day}`);
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  const parts = partsOf(day);
  const date = new Date(0);
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  return date.getTime() / msPerDay;
}

/** The day that lies so many days after 1970-01-01, kept within the years 0001 to 9999. */
export function dayFromNumber(number: number): string {
  if (number <= dayNumber(firstDay)) return firstDay;
  if (number >= dayNumber(lastDay)) return lastDay;
  return new Date(number * msPerDay).toISOString().slice(0, 10);
}

/** The day `count` days later (negative: earlier). */
export function addDays(day: string, count: number): string {
  return dayFromNumber(dayNumber(day) + count);
}

/** The same day of another month; the last of it where that month is shorter: 31 January + 1 = 28 February. */
export function addMonths(day: string, count: number): string {
  const parts = partsOf(day);
  const months = parts.year * 12 + parts.month - 1 + count;
  if (months < 12) return firstDay;
  if (months >= 120_000) return lastDay;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  return dayOf(year, month, Math.min(parts.day, daysInMonth(year, month))) ?? lastDay;
}

/** The day so many days, weeks, months, quarters or years later. */
export function addPeriods(day: string, count: number, unit: PeriodUnit): string {
  switch (unit) {
    case 'day':
      return addDays(day, count);
    case 'week':
      return addDays(day, count * 7);
    case 'month':
      return addMonths(day, count);
    case 'quarter':
      return addMonths(day, count * 3);
    case 'year':
      return addMonths(day, count * 12);
  }
}

/** Days from one day to the other; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The first day of the week (Monday), month, quarter or year a day lies in. */
export function startOf(day: string, unit: PeriodUnit): string {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, 1 - weekday(day));
    case 'month':
      return `${day.slice(0, 8)}01`;
    case 'quarter': {
      const { month } = partsOf(day);
      return addMonths(`${day.slice(0, 8)}01`, -((month - 1) % 3));
    }
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

/** The last day of the week (Sunday), month, quarter or year a day lies in. */
export function endOf(day: string, unit: PeriodUnit): string {
  if (unit === 'day') return day;
  if (unit === 'week') return addDays(startOf(day, 'week'), 6);
  const { year, month } = partsOf(day);
  const last = unit === 'month' ? month : unit === 'quarter' ? Math.ceil(month / 3) * 3 : 12;
  return dayOf(year, last, daysInMonth(year, last)) ?? lastDay;
}

/** The whole week, month, quarter or year a day lies in. */
export function periodOf(day: string, unit: PeriodUnit): Period {
  return { from: startOf(day, unit), to: endOf(day, unit) };
}

function wholeMonths({ from, to }: Period): number {
  if (!from.endsWith('-01') || to !== endOf(to, 'month')) return 0;
  const first = partsOf(from);
  const last = partsOf(to);
  return (last.year - first.year) * 12 + last.month - first.month + 1;
}

/**
 * The period of the same length just before: whole months give whole months (a year gives the year before, a quarter the
 * quarter before), anything else gives as many days.
 */
export function periodBefore(period: Period): Period {
  const months = wholeMonths(period);
  if (months > 0) return { from: addMonths(period.from, -months), to: addDays(period.from, -1) };
  const days = daysBetween(period.from, period.to) + 1;
  return { from: addDays(period.from, -days), to: addDays(period.from, -1) };
}

/** Every month a period touches, as `YYYY-MM`. */
export function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let first = startOf(from, 'month'); first <= to; first = addMonths(first, 1)) {
    months.push(first.slice(0, 7));
    if (first.startsWith('9999-12')) break;
  }
  return months;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  zoneFormats.set(zone, made);
  return made;
}

/** True for a time zone this machine knows, such as `Asia/Shanghai`. */
export function isTimeZone(zone: string): boolean {
  try {
    zoneFormat(zone);
    return true;
  } catch {
    return false;
  }
}

/** The calendar day of an instant (ISO text or Date) as people in that zone call it. */
export function dayInZone(instant: string | Date, zone: string): string {
  const parts = new Map(
    zoneFormat(zone)
      .formatToParts(typeof instant === 'string' ? new Date(instant) : instant)
      .map(({ type, value }) => [type, value]),
  );
  const year = (parts.get('year') ?? '').padStart(4, '0');
  return `${year}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
}

/** Today in a workspace's zone. */
export function todayIn(zone: string, now: Date = new Date()): string {
  return dayInZone(now, zone);
}

const anchorPeriods: Partial<Record<RelativeAnchor, [PeriodUnit, 'start' | 'end']>> = {
  startOfWeek: ['week', 'start'],
  endOfWeek: ['week', 'end'],
  startOfMonth: ['month', 'start'],
  endOfMonth: ['month', 'end'],
  startOfQuarter: ['quarter', 'start'],
  endOfQuarter: ['quarter', 'end'],
  startOfYear: ['year', 'start'],
  endOfYear: ['year', 'end'],
};

/**
 * The day a relative date means, seen from `today`. The offset is applied before the anchor's edge is taken, so that
 * `endOfMonth` + 1 month is the last day of the next month. Minutes and hours do not move a day.
 */
export function resolveRelativeDay({ rel, offset = 0, unit = 'day' }: RelativeDate, today: string): string {
  const edge = anchorPeriods[rel];
  const period = unit === 'minute' || unit === 'hour' ? undefined : unit;
  if (!edge) return period ? addPeriods(today, offset, period) : today;
  const [length, side] = edge;
  const take = (day: string): string => (side === 'start' ? startOf(day, length) : endOf(day, length));
  if (!period || offset === 0) return take(today);
  // Days and weeks are counted from the edge itself: three days after the start of the month.
  if ((period === 'day' || period === 'week') && length !== period) return addPeriods(take(today), offset, period);
  return take(addPeriods(startOf(today, length), offset, period));
}
