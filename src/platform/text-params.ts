import type { FormatterModule } from 'i18next';

/** How a language writes: numbers with their separators, lists with their "and". */
interface Writing {
  number: Intl.NumberFormat;
  list: Intl.ListFormat;
}
const writings = new Map<string, Writing>();

function writingOf(language: string): Writing {
  const known = writings.get(language);
  if (known) return known;
  const made = { number: new Intl.NumberFormat(language, { maximumFractionDigits: 10 }), list: new Intl.ListFormat(language) };
  writings.set(language, made);
  return made;
}

/**
 * How what is put into a text is written: a number with the separators of the language, so that a sentence says 12,000; several things
 * as a list (`{{names, list}}`); `{{name, lower}}` in small letters, for a noun inside a sentence. A year, or whatever is not a quantity, is given as text. What cannot be said is left out.
 */
export function paramText(value: unknown, format: string | undefined, language: string | undefined): string {
  if (typeof value === 'number' && language !== undefined) return writingOf(language).number.format(value);
  if (Array.isArray(value)) return writingOf(language ?? 'en').list.format(value.map(String));
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
