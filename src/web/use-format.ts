import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language } from '../platform/languages.ts';
import { createFormat, type Format } from './format.ts';

/** Where and in what the workspace counts; set by the shell from the session. */
export interface Place {
  timeZone: string;
  currency: string;
}

export const PlaceContext = createContext<Place | null>(null);

let local: Place | undefined;
/** Where the browser is; asked when it is needed, because a browser that is asked the first time takes long. */
const localPlace = (): Place => (local ??= { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: 'USD' });

export function usePlace(): Place {
  return useContext(PlaceContext) ?? localPlace();
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}

/** Numbers and dates in the reader's language and the workspace's time zone. */
export function useFormat(): Format {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return formatOf(language, timeZone);
}

const formats = new Map<string, Format>();

/** One for all that read the same: what the browser needs for it takes long to make. */
function formatOf(language: Language, timeZone: string): Format {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key) ?? createFormat(language, timeZone);
  formats.set(key, known);
  return known;
}
