import { isLanguage, type Language, localize } from '../../platform/languages.ts';
import { isObject } from '../problem.ts';
import type { NamedRef } from './entity-ui.ts';

/** Values come as the API sends them, of any field kind; these read them without trusting their shape. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `{id, title}` of a record, `{id, name}` of a person or team. */
export function asRef(value: unknown): NamedRef | null {
  if (!isObject(value)) return null;
  const { id, name, title } = value;
  const label = typeof name === 'string' ? name : typeof title === 'string' ? title : '';
  return typeof id === 'string' ? { id, name: label } : null;
}

export interface Labelled {
  value: string;
  label?: string;
  isPrimary?: boolean;
}

/** Phones, mails and accounts on other channels. */
export function asLabelled(value: unknown): Labelled[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown): Labelled[] => {
    if (!isObject(item) || typeof item['value'] !== 'string') return [];
    const { label, channel, isPrimary } = item;
    const named = typeof label === 'string' ? label : typeof channel === 'string' ? channel : undefined;
    return [
      { value: item['value'], ...(named === undefined ? {} : { label: named }), ...(isPrimary === true ? { isPrimary } : {}) },
    ];
  });
}

export function asRecord(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** True when there is nothing to show. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every((part) => part === null || part === undefined || part === '');
}

/** The text of a language, or the nearest there is. */
export function localizedText(value: unknown, language: string): string | null {
  const texts = asRecord(value);
  const read = (code: Language): string | undefined => asText(texts[code]) ?? undefined;
  const known = { en: read('en'), 'zh-Hans': read('zh-Hans'), 'zh-Hant': read('zh-Hant') };
  return localize(known, isLanguage(language) ? language : 'zh-Hans');
}
