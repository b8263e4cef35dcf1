import { addDays, dayOf, isDay, partsOf } from '../../platform/days.ts';

const named: Record<string, number> = { today: 0, tomorrow: 1, yesterday: -1, 今天: 0, 明天: 1, 昨天: -1, 后天: 2, 後天: 2 };

function sameYearOrNext(today: string, month: number, day: number): string | undefined {
  const year = partsOf(today).year;
  const thisYear = dayOf(year, month, day);
  // A month and day without a year means the nearest one: in November, "1-5" is next January.
  if (thisYear && thisYear < addDays(today, -180)) return dayOf(year + 1, month, day) ?? thisYear;
  return thisYear;
}

/** Reads a day as people type it: 2026-11-30, 2026/11/30, 11-30, 11月30日, tomorrow, 明天, +3. */
export function parseDay(text: string, today: string): string | undefined {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (isDay(typed)) return typed;
  if (Object.hasOwn(named, typed)) return addDays(today, named[typed] ?? 0);
  const offset = /^([+-]\d{1,4})(d|天)?$/.exec(typed);
  if (offset) return addDays(today, Number(offset[1]));
  const whole = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (whole) return dayOf(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const short = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(typed);
  return short ? sameYearOrNext(today, Number(short[1]), Number(short[2])) : undefined;
}
