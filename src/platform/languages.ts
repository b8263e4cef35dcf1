import type { LocalizedText } from './endpoint.ts';

/** The languages of the product. Traditional Chinese is made from Simplified (OpenCC) plus overrides. */
export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

/** True for a code the product speaks. */
export function isLanguage(code: unknown): code is Language {
  return languages.some((language) => language === code);
}

/** The text in a language, or in the nearest one there is. */
export function localize(text: LocalizedText | null | undefined, language: Language): string | null {
  if (!text) return null;
  const order: Record<Language, Language[]> = {
    en: ['en', 'zh-Hans', 'zh-Hant'],
    'zh-Hans': ['zh-Hans', 'zh-Hant', 'en'],
    'zh-Hant': ['zh-Hant', 'zh-Hans', 'en'],
  };
  return order[language].map((each) => text[each]).find((found) => found !== undefined && found !== '') ?? null;
}
