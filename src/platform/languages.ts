/** The languages of the product. Traditional Chinese is made from Simplified (OpenCC) plus overrides. */
export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof languages)[number];

/** True for a code the product speaks. */
export function isLanguage(code: unknown): code is Language {
  return languages.some((language) => language === code);
}
