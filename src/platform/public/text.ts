import type { Language } from '../languages.ts';
import { currencyExponent, displayAmount, formatAmount } from '../money.ts';

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

/** An instant, as clocks in a zone show it: 19 November 2026 at 14:05 GMT+8. */
export function momentText(at: string, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(dateLocales[language], {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'shortOffset',
  }).format(Date.parse(at));
}

/** An amount without its currency, for a column that says which: 1,286,000.00. */
export function figureText(minor: number, currency: string, language: Language): string {
  return priceText(formatAmount(minor, currency), currencyExponent(currency), language);
}

/** A price in the main unit as decimal text, with at least the decimals of its currency: 348.35, 0.0125. */
export function priceText(price: string, exponent: number, language: Language): string {
  const format = new Intl.NumberFormat(numberLocales[language], { minimumFractionDigits: exponent, maximumFractionDigits: 8 });
  // `Intl` takes decimal texts exactly; the type asks for a numeric literal.
  return format.format(price as `${number}`);
}

/** A share in basis points: 1300 is 13 %. */
export function shareText(basisPoints: number, language: Language): string {
  return new Intl.NumberFormat(numberLocales[language], { style: 'percent', maximumFractionDigits: 2 }).format(
    basisPoints / 10_000,
  );
}
