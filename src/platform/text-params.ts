import type { FormatterModule } from 'i18next';

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string): Intl.NumberFormat {
  const known = formats.get(language);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { maximumFractionDigits: 10 });
  formats.set(language, made);
  return made;
}

/**
 * How what is put into a text is written: a number with the separators of the language, so that a sentence says 12,000; `{{name, lower}}`
 * in small letters, for a noun inside a sentence. A year, or whatever is not a quantity, is given as text. What cannot be said is left out.
 */
export function paramText(value: unknown, format: string | undefined, language: string | undefined): string {
  if (typeof value === 'number' && language !== undefined) return numberFormat(language).format(value);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  return format === 'lower' ? String(value).toLowerCase() : String(value);
}

/** The same for i18next, which is given nothing else to write with. */
export const paramFormatter: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: paramText,
};
