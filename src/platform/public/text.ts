import type { Language } from '../languages.ts';
import { displayAmount } from '../money.ts';

// As on the screens: numbers follow American English, dates the order people write here.
const numberLocales: Record<Language, string> = { en: 'en-US', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };
const dateLocales: Record<Language, string> = { en: 'en-GB', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };

/** An amount as a customer reads it: ¥1,286,000.00. */
export function amountText(minor: number, currency: string, language: Language): string {
  return displayAmount(minor, currency, numberLocales[language]);
}

/** A quantity that is kept as decimal text: 1,200.5. */
export function quantityText(quantity: string, language: Language): string {
  return new Intl.NumberFormat(numberLocales[language], { maximumFractionDigits: 6 }).format(Number(quantity));
}

/** A calendar day, written out: 19 November 2026. */
export function dayText(on: string, language: Language): string {
  return new Intl.DateTimeFormat(dateLocales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${on}T00:00:00Z`),
  );
}
