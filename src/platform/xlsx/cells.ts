import { dayNumber, isDay } from '../days.ts';

/** A number with the format in which a spreadsheet shows it. The digits are text, so that no amount is rounded on its way. */
export interface XlsxNumber {
  number: string;
  format: string;
}

/** A value of a cell; null leaves it empty. Texts are never run as formulas. */
export type XlsxCell = string | boolean | null | XlsxNumber;

export const formats = {
  whole: '0',
  day: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm',
  wholePercent: '0%',
  percent: '0.00%',
} as const;

/** The format of an amount: grouped, with the decimals of its currency and its code behind it. */
export function moneyFormat(currency: string, decimals: number): string {
  return `#,##0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''} "${currency.replace(/[^A-Z]/g, '')}"`;
}

// Spreadsheets count days from the end of 1899, and take 1900 for a leap year: before March 1900 no two agree on a day.
const firstSafeDay = '1900-03-01';
const dayZero = dayNumber('1899-12-30');

/** A calendar day as a date; one that spreadsheets cannot count stays a text. */
export function dayCell(day: string): XlsxCell {
  if (!isDay(day) || day < firstSafeDay) return day;
  return { number: String(dayNumber(day) - dayZero), format: formats.day };
}

const quarter = 900_000;
const offsets = new Map<string, number>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  const made = new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: zone });
  clocks.set(zone, made);
  return made;
}

/** Milliseconds that a zone is ahead of UTC. Clocks change on a quarter of an hour, so a quarter is asked for once. */
function offsetAt(milliseconds: number, zone: string): number {
  const start = Math.floor(milliseconds / quarter) * quarter;
  const key = `${start} ${zone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = Date.parse(`${clockOf(zone).format(start).replace(' ', 'T')}Z`) - start;
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** An instant as date and time on the clock of a zone. */
export function instantCell(instant: string, zone: string): XlsxCell {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds) || instant < firstSafeDay) return instant;
  const serial = (milliseconds + offsetAt(milliseconds, zone)) / 86_400_000 - dayZero;
  return { number: serial.toFixed(9), format: formats.instant };
}
