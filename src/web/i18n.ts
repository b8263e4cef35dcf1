import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, type Language } from '../platform/languages.ts';
import { matchLanguage } from './languages.ts';

const storageKey = 'chengdan.language';

type Words = Record<string, Record<string, unknown>>;

const loaders: Record<Language, () => Promise<{ default: Words }>> = {
  en: () => import('virtual:words/en'),
  'zh-Hans': () => import('virtual:words/zh-Hans'),
  'zh-Hant': () => import('virtual:words/zh-Hant'),
};

const loaded = new Set<Language>();

async function loadWords(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  const { default: words } = await loaders[language]();
  for (const [namespace, tree] of Object.entries(words)) i18next.addResourceBundle(language, namespace, tree);
  loaded.add(language);
}

/** The language chosen on this device, or the browser's. */
export function storedLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return isLanguage(stored) ? stored : matchLanguage(navigator.languages);
}

/** Switches every text at once, without a reload, and remembers it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  await loadWords(language);
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** Starts the words in the language of this device. */
export async function startI18n(): Promise<void> {
  const language = storedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    load: 'currentOnly',
    fallbackLng: false,
    defaultNS: 'web',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await setLanguage(language);
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

export { i18next };
