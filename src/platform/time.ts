import { Temporal } from 'temporal-polyfill';
import { addDays, isDay, resolveRelativeDay, todayIn, type Period, type RelativeDate } from './days.ts';

/** The moment and the zone that relative dates are seen from. */
export interface Clock {
  now: Date;
  timeZone: string;
}

/** Instants from the first (included) to the last (not included); a point when both are the same. */
export interface InstantBounds {
  from: string;
  to: string;
}

/** An instant as this product writes it: UTC with milliseconds. */
export function instantText(instant: Temporal.Instant): string {
  // The day after the last of 9999 is written `+010000-…` in ISO 8601, which PostgreSQL does not read.
  return instant.toString({ smallestUnit: 'millisecond' }).replace(/^\+0/, '');
}

/**
 * The instant of a wall-clock time in a zone. A time that clocks skip becomes the moment they jump; of a time that comes
 * twice, the first is taken.
 */
export function zonedInstant(wall: Temporal.PlainDateTime, timeZone: string): Temporal.Instant {
  const zoned = wall.toZonedDateTime(timeZone);
  if (zoned.toPlainDateTime().equals(wall)) return zoned.toInstant();
  return (zoned.getTimeZoneTransition('previous') ?? zoned).toInstant();
}

/** The instant of a day and time (`HH:MM`, `HH:MM:SS`) as clocks in a zone show them. */
export function instantAt(day: string, time: string, timeZone: string): string {
  return instantText(zonedInstant(Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time)), timeZone));
}

/** The first instant of a calendar day in a zone: not always midnight, where clocks change at night. */
export function startOfDay(day: string, timeZone: string): string {
  return instantText(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant());
}

/** The instants of a calendar day in a zone; 23 or 25 hours where clocks change. */
export function dayBounds(day: string, timeZone: string): InstantBounds {
  return periodBounds({ from: day, to: day }, timeZone);
}

/** The instants from the first day of a period to its last. */
export function periodBounds({ from, to }: Period, timeZone: string): InstantBounds {
  return { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) };
}

function relativeMoment({ offset = 0, unit = 'day' }: RelativeDate, { now, timeZone }: Clock): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const months = unit === 'quarter' ? offset * 3 : offset;
  const moved = unit === 'quarter' || unit === 'month' ? zoned.add({ months }) : zoned.add({ [`${unit}s`]: offset });
  return instantText(moved.toInstant());
}

/** The calendar day that a day or relative date means now. */
export function resolveDay(value: string | RelativeDate, { now, timeZone }: Clock): string {
  return typeof value === 'string' ? value : resolveRelativeDay(value, todayIn(timeZone, now));
}

/**
 * What a value of a filter on instants covers: a day (`2026-11-23`, today, the start of the month) covers its hours in the
 * zone, an instant or a relative `now` only itself. With `{from, to}`, "equal" reads `from <= x < to` (`x = from` for a
 * point), "before" `x < from`, "after" `x >= to` (`x > from` for a point).
 */
export function resolveInstants(value: string | RelativeDate, clock: Clock): InstantBounds {
  if (typeof value === 'string' && !isDay(value)) {
    const text = new Date(value).toISOString();
    return { from: text, to: text };
  }
  if (typeof value !== 'string' && value.rel === 'now') {
    const text = relativeMoment(value, clock);
    return { from: text, to: text };
  }
  return dayBounds(resolveDay(value, clock), clock.timeZone);
}
