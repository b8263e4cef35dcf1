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

/** The language that a text is translated into: Chinese of one kind is read by readers of the other. */
export const otherLanguage = (language: Language): 'en' | 'zh-Hans' => (language === 'en' ? 'zh-Hans' : 'en');

/** Texts by language with one of them changed; null where none is left. */
export function withText(texts: LocalizedText | null, language: Language, text: string): LocalizedText | null {
  const { [language]: _old, ...others } = texts ?? {};
  if (text !== '') return { ...others, [language]: text };
  return Object.keys(others).length === 0 ? null : others;
}

/** The languages that a reader understands, the first that are theirs; one kind of Chinese rather than a foreign language. */
export const nearLanguages: Readonly<Record<Language, readonly Language[]>> = {
  en: ['en'],
  'zh-Hans': ['zh-Hans', 'zh-Hant'],
  'zh-Hant': ['zh-Hant', 'zh-Hans'],
};

/** The text in the nearest one there is. */
export function localize(text: LocalizedText | null | undefined, language: Language): string | null {
  if (!text) return null;
  const order: Record<Language, Language[]> = {
    en: ['en', 'zh-Hans', 'zh-Hant'],
    'zh-Hans': ['zh-Hans', 'zh-Hant', 'en'],
    'zh-Hant': ['zh-Hant', 'zh-Hans', 'en'],
  };
  return order[language].map((each) => text[each]).find((found) => found !== undefined && found !== '') ?? null;
}
