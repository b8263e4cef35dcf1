import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, type Language } from '../platform/languages.ts';
import { paramFormatter } from '../platform/text-params.ts';
import { matchLanguage } from './languages.ts';
import { offlineProblem, outdatedProblem } from './problem.ts';

/** What somebody picked on this device and has not yet been saved as theirs, and what the last session here spoke: the first wins. */
const pickedKey = 'chengdan.language';
const adoptedKey = 'chengdan.language.adopted';

const loaded = new Set<Language>();

async function loadWords(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  // Imported when it is asked for, so that tests run without the build.
  const { default: addresses } = await import('virtual:words');
  const response = await fetch(addresses[language]);
  if (!response.ok) throw response.status === 404 ? outdatedProblem() : offlineProblem();
  takeWords(language, await response.json());
  loaded.add(language);
}

/** Takes the words of a language, by their modules. */
export function takeWords(language: Language, words: Record<string, unknown>): void {
  for (const [namespace, tree] of Object.entries(words)) i18next.addResourceBundle(language, namespace, tree);
}

/** The language that was picked here and is nobody's yet. */
export function pickedLanguage(): Language | null {
  const picked = localStorage.getItem(pickedKey);
  return isLanguage(picked) ? picked : null;
}

/** This language is now saved with the person; another picked since is not. */
export function forgetPickedLanguage(language: Language): void {
  if (pickedLanguage() === language) localStorage.removeItem(pickedKey);
}

/** The language picked on this device, the one spoken here last, or the browser's. */
export function storedLanguage(): Language {
  const adopted = localStorage.getItem(adoptedKey);
  return pickedLanguage() ?? (isLanguage(adopted) ? adopted : matchLanguage(navigator.languages));
}

async function speak(language: Language): Promise<void> {
  await loadWords(language);
  document.documentElement.lang = language;
  // Said again it would have everything on screen read again.
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

/** Switches every text at once, without a reload; it becomes the language of who is or next signs in here. */
export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(pickedKey, language);
  await speak(language);
}

/** Speaks the language of the person who signed in, unless another was picked on this device. */
export async function adoptLanguage(language: Language): Promise<void> {
  localStorage.setItem(adoptedKey, language);
  await speak(storedLanguage());
}

/** Makes words ready to be taken and spoken. */
export async function initWords(language: Language): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(paramFormatter)
    .init({
      lng: language,
      load: 'currentOnly',
      fallbackLng: false,
      defaultNS: 'web',
      resources: {},
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
}

/** Starts the words in the language of this device. */
export async function startI18n(): Promise<void> {
  const language = storedLanguage();
  await initWords(language);
  await speak(language);
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

export { i18next };
