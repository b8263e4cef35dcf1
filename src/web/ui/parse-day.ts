import { addDays, dayOf, isDay, partsOf } from '../../platform/days.ts';

const named: Record<string, number> = { today: 0, tomorrow: 1, yesterday: -1, 今天: 0, 明天: 1, 昨天: -1, 后天: 2, 後天: 2 };

const months = 'january february march april may june july august september october november december'.split(' ');

/** 11 of `nov`, `sept`, `november`; nothing of less than three letters. */
function monthNamed(name: string): number | undefined {
  const index = name.length < 3 ? -1 : months.findIndex((month) => month.startsWith(name));
  return index < 0 ? undefined : index + 1;
}

/** A day whose month is a word, in either order: 30 Nov 2026, Nov 30. */
function parseNamedMonth(typed: string, today: string): string | undefined {
  const [, dayBefore, month = '', dayAfter, year] =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]*)?([a-z]+)\.?(?: *(\d{1,2})(?:st|nd|rd|th)?)?(?:[ ,-]+(\d{4}))?$/.exec(typed) ?? [];
  const number = monthNamed(month);
  if (number === undefined || (dayBefore === undefined) === (dayAfter === undefined)) return undefined;
  const day = Number(dayBefore ?? dayAfter);
  return year === undefined ? sameYearOrNext(today, number, day) : dayOf(Number(year), number, day);
}

function sameYearOrNext(today: string, month: number, day: number): string | undefined {
  const year = partsOf(today).year;
  const thisYear = dayOf(year, month, day);
  // A month and day without a year means the nearest one: in November, "1-5" is next January.
  if (thisYear && thisYear < addDays(today, -180)) return dayOf(year + 1, month, day) ?? thisYear;
  return thisYear;
}

/** Reads a day as people type it: 2026-11-30, 2026/11/30, 11-30, 30 Nov 2026, 11月30日, tomorrow, 明天, +3. */
export function parseDay(text: string, today: string): string | undefined {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (isDay(typed)) return typed;
  if (Object.hasOwn(named, typed)) return addDays(today, named[typed] ?? 0);
  const offset = /^([+-]\d{1,4})(d|天)?$/.exec(typed);
  if (offset) return addDays(today, Number(offset[1]));
  const whole = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (whole) return dayOf(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const short = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(typed);
  return short ? sameYearOrNext(today, Number(short[1]), Number(short[2])) : parseNamedMonth(typed, today);
}
