import { dayOf } from '../days.ts';
import { parsed, unparsed, type Parsed } from '../parsed.ts';

/** In which order a file writes day, month and year where the year comes last. */
export type DateOrder = 'dmy' | 'mdy';

/** A date and time as written; without an offset it is in whatever zone the file's author had. */
export interface WrittenMoment {
  day: string;
  /** `HH:MM:SS`, undefined when only a day was written. */
  time?: string;
  /** `Z` or `+08:00`. */
  offset?: string;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthPattern =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年 ?(\d{1,2})月 ?(\d{1,2})[日号號])$/;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const dayNameYear = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[- ]?(${monthPattern})\\.?,?[- ]?(\\d{4}|\\d{2})$`, 'i');
const nameDayYear = new RegExp(`^(${monthPattern})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`, 'i');
const timePattern = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/;
const weekdayName = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?=\S)/i;

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().replace(weekdayName, '');
}

/** Two digits of a year: 70 to 99 lie in the last century. */
function fullYear(year: string): number {
  const number = Number(year);
  return year.length === 4 ? number : number + (number >= 70 ? 1900 : 2000);
}

function namedDay(text: string): string | undefined {
  const [, firstDay, firstName, firstYear] = dayNameYear.exec(text) ?? [];
  const [, secondName, secondDay, secondYear] = nameDayYear.exec(text) ?? [];
  const name = firstName ?? secondName;
  if (name === undefined) return undefined;
  const month = monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return dayOf(fullYear(firstYear ?? secondYear ?? ''), month, Number(firstDay ?? secondDay));
}

function clearDay(text: string): string | undefined {
  const [, year, , month, day, chineseMonth, chineseDay] = yearFirst.exec(text) ?? [];
  if (year !== undefined) return dayOf(Number(year), Number(month ?? chineseMonth), Number(day ?? chineseDay));
  const [, compactYear, compactMonth, compactDay] = compact.exec(text) ?? [];
  if (compactYear !== undefined) return dayOf(Number(compactYear), Number(compactMonth), Number(compactDay));
  return namedDay(text);
}

function dayIn(text: string, order: DateOrder): string | undefined {
  const [, first, , second, year] = yearLast.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) return clearDay(text);
  return order === 'dmy'
    ? dayOf(fullYear(year), Number(second), Number(first))
    : dayOf(fullYear(year), Number(first), Number(second));
}

function splitTime(text: string): { date: string; time: string } {
  const match = /^(\S.*?)(?:[T ]| ?, )(\d{1,2}:\d{2}.*)$/.exec(text);
  return { date: match?.[1] ?? text, time: match?.[2] ?? '' };
}

function clockTime(text: string): { time: string; offset?: string } | undefined {
  const [, hours, minutes, seconds = '00', half, zone] = timePattern.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const time = `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
  if (zone === undefined) return { time };
  return { time, offset: /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z' };
}

/** Reads a date with or without a time: `2024-03-05T14:00:00Z`, `5/3/2024 2:00 PM`, `2024年3月5日 14:00`. */
export function parseDateTime(text: string, order: DateOrder = 'dmy'): Parsed<WrittenMoment> {
  const written = splitTime(plain(text));
  const day = dayIn(written.date, order);
  if (day === undefined) return unparsed('not_a_date');
  if (written.time === '') return parsed({ day });
  const clock = clockTime(written.time);
  return clock ? parsed({ day, ...clock }) : unparsed('not_a_date');
}

/**
 * Reads a day in any usual form; `order` decides only where it has to (`3/4/2024`). A time behind it is left out, but not
 * when it has an offset: which day that is depends on the zone (`parseDateTime`).
 */
export function parseDate(text: string, order: DateOrder = 'dmy'): Parsed<string> {
  const moment = parseDateTime(text, order);
  if (!moment.ok) return moment;
  return moment.value.offset === undefined ? parsed(moment.value.day) : unparsed('not_a_date');
}

/**
 * What a date says about the order in its file: `dmy` or `mdy` when it is possible one way only, `either` for the likes of
 * `3/4/2024`, `none` when its form leaves no doubt; undefined when it is no date. Dots are written by those who put the day
 * first.
 */
export function dateEvidence(text: string): DateOrder | 'either' | 'none' | undefined {
  const { date } = splitTime(plain(text));
  const numeric = yearLast.exec(date);
  if (!numeric) return parseDateTime(text).ok ? 'none' : undefined;
  const [isDmy, isMdy] = [parseDateTime(text, 'dmy').ok, parseDateTime(text, 'mdy').ok];
  if (isDmy && isMdy) return numeric[2] === '.' ? 'dmy' : numeric[1] === numeric[3] ? 'none' : 'either';
  return isDmy ? 'dmy' : isMdy ? 'mdy' : undefined;
}
