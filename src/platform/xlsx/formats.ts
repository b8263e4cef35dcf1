/** What the numbers of a cell are shown as. */
export type Shown = 'number' | 'date' | 'percent';

/** Of a format that a workbook writes out. */
export function shownBy(format: string): Shown {
  // What is quoted, escaped or a colour says nothing of dates.
  const bare = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  if (/[ymdhs]/i.test(bare) && !/general/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'number';
}

/** Of a format that has a number and no text. */
export function builtIn(id: number): Shown {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return 'date';
  return id === 9 || id === 10 ? 'percent' : 'number';
}

/** Days between the first one of Excel (and of old Macs) and 1970. */
const epochs = { usual: 25_569, old: 24_107 };

/** A day as `2026-11-27`, with its time where it has one. */
export function dateText(serial: number, isOld: boolean): string {
  const iso = new Date(Math.round((serial - (isOld ? epochs.old : epochs.usual)) * 86_400) * 1000).toISOString();
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** A number as Excel shows it at most: fifteen digits, without an exponent. */
export function numberText(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}
