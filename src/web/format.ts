import { daysBetween, dayInZone } from '../platform/days.ts';
import type { Language } from '../platform/languages.ts';
import { currencyExponent } from '../platform/money.ts';

// Numbers follow American English ($1,234), dates the order people write here (19 Nov).
const numberLocales: Record<Language, string> = { en: 'en-US', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };
const dateLocales: Record<Language, string> = { en: 'en-GB', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };

export interface Format {
  /** 128600000 CNY → ¥1,286,000.00 */
  money(minor: number, currency: string): string;
  /** 128600000 CNY → ¥1,286,000; 128600050 → ¥1,286,000.50: decimals only where there are some, outside columns of figures */
  moneyBrief(minor: number, currency: string): string;
  /** 6662368821 CNY → ¥66,623,688: to the unit, where the exact amount stands elsewhere */
  moneyRounded(minor: number, currency: string): string;
  /** 309000000 USD → $3.09M */
  moneyCompact(minor: number, currency: string): string;
  /** 309000000 USD → 3.09M, where the currency stands beside */
  amountCompact(minor: number, currency: string): string;
  /** '1200.5' USD → 1,200.50; '0.125' USD → 0.125: as exact as it is, and at least to the cent */
  unitPrice(amount: string, currency: string): string;
  number(value: number, digits?: number): string;
  /** 6320 → 63.2% */
  basisPoints(value: number, digits?: number): string;
  /** 0.632 → 63.2% */
  percent(fraction: number, digits?: number): string;
  /** 16 → 16 days */
  days(count: number, digits?: number): string;
  /** 16 → 16d */
  daysShort(count: number): string;
  /** '2026-11-19' → 19 Nov, with the year when it is not this one; today, yesterday and tomorrow by name */
  day(on: string): string;
  /** '2026-11-19T02:24:00Z' → today 10:24 */
  instant(at: string): string;
  /** The whole date and time, for a tooltip. */
  instantLong(at: string): string;
  /** '2026-11-19' → 19 November 2026 */
  dayLong(on: string): string;
  /** '2026-11-19' → 19 Nov 2026, whichever year it is: what a field holds */
  dayWhole(on: string): string;
  /** '2026-11' → Nov 2026 */
  month(month: string): string;
  /** '2026-11' → Nov */
  monthOfYear(month: string): string;
  /** How long ago or from now, in the largest unit that fits. */
  relative(at: string): string;
  /** Today's calendar day in the workspace's time zone. */
  today(): string;
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

// Building an Intl formatter costs far more than using one; a list formats thousands of cells.
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  cache.set(key, made);
  return made;
}

export function currencySymbol(currency: string, language: Language): string {
  const parts = numberFormat(numberLocales[language], { style: 'currency', currency }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}

type MoneyKeys = 'money' | 'moneyBrief' | 'moneyRounded' | 'moneyCompact' | 'amountCompact' | 'unitPrice';

function moneyFormats(locale: string): Pick<Format, MoneyKeys> {
  const written = (minor: number, currency: string, digits: number, trailingZeroDisplay: 'auto' | 'stripIfInteger'): string => {
    const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay };
    return numberFormat(locale, { style: 'currency', currency, ...decimals }).format(minor / 10 ** currencyExponent(currency));
  };
  return {
    money: (minor, currency) => written(minor, currency, currencyExponent(currency), 'auto'),
    moneyBrief: (minor, currency) => written(minor, currency, currencyExponent(currency), 'stripIfInteger'),
    moneyRounded: (minor, currency) => written(minor, currency, 0, 'auto'),
    moneyCompact: (minor, currency) =>
      numberFormat(locale, { style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3 }).format(
        minor / 10 ** currencyExponent(currency),
      ),
    unitPrice: (amount, currency) =>
      numberFormat(locale, { minimumFractionDigits: currencyExponent(currency), maximumFractionDigits: 8 }).format(
        Number(amount),
      ),
    amountCompact: (minor, currency) =>
      numberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(minor / 10 ** currencyExponent(currency)),
  };
}

type NumberKeys = 'number' | 'basisPoints' | 'percent' | 'days' | 'daysShort';

function numberFormats(locale: string): Pick<Format, NumberKeys> {
  const percent = (fraction: number, digits = 1): string =>
    numberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(fraction);
  const days = (count: number, unitDisplay: 'short' | 'narrow', digits: number): string =>
    numberFormat(locale, { style: 'unit', unit: 'day', unitDisplay, maximumFractionDigits: digits }).format(count);
  return {
    number: (value, digits) => numberFormat(locale, { maximumFractionDigits: digits ?? 6 }).format(value),
    percent,
    basisPoints: (value, digits) => percent(value / 10_000, digits ?? 2),
    days: (count, digits) => days(count, 'short', digits ?? 0),
    daysShort: (count) => days(count, 'narrow', 0),
  };
}

function relativeOf(locale: string, at: string, now: Date): string {
  const seconds = (Date.parse(at) - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(Math.round(seconds), 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}

type DateKeys = 'day' | 'instant' | 'instantLong' | 'dayLong' | 'dayWhole' | 'month' | 'monthOfYear' | 'relative' | 'today';

function dateFormats(locale: string, timeZone: string, clock: () => Date): Pick<Format, DateKeys> {
  const today = (): string => dayInZone(clock(), timeZone);
  // Made when it is needed: it takes a phone a tenth of a second.
  let near: Intl.RelativeTimeFormat | undefined;
  const day = (on: string): string => {
    const distance = daysBetween(today(), on);
    if (Math.abs(distance) <= 1)
      return (near ??= new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(distance, 'day');
    const sameYear = on.slice(0, 4) === today().slice(0, 4);
    const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: 'short', day: 'numeric' };
    return dateFormat(locale, sameYear ? options : { ...options, year: 'numeric' }).format(Date.parse(`${on}T00:00:00Z`));
  };
  return {
    today,
    day,
    instant: (at) => {
      const time = dateFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      return `${day(dayInZone(at, timeZone))} ${time.format(new Date(at))}`;
    },
    instantLong: (at) =>
      dateFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' }).format(new Date(at)),
    dayLong: (on) => dateFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }).format(Date.parse(`${on}T00:00:00Z`)),
    dayWhole: (on) =>
      dateFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).format(
        Date.parse(`${on}T00:00:00Z`),
      ),
    month: (month) =>
      dateFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short' }).format(Date.parse(`${month}-01T00:00:00Z`)),
    monthOfYear: (month) => dateFormat(locale, { timeZone: 'UTC', month: 'short' }).format(Date.parse(`${month}-01T00:00:00Z`)),
    relative: (at) => relativeOf(locale, at, clock()),
  };
}

/** Everything that writes a number or a date for a person, in one language and time zone. */
export function createFormat(language: Language, timeZone: string, clock: () => Date = () => new Date()): Format {
  return {
    ...moneyFormats(numberLocales[language]),
    ...numberFormats(numberLocales[language]),
    ...dateFormats(dateLocales[language], timeZone, clock),
  };
}

const scales: Record<string, number> = {
  k: 1e3,
  m: 1e6,
  w: 1e4,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  百万: 1e6,
  百萬: 1e6,
  亿: 1e8,
  億: 1e8,
};

/** Reads what a person types for a number: 1,286,000.5 · 128.6万 · 12k. `null` when it is not one. */
export function parseNumber(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,'_¥$€£]/g, '')
    .toLowerCase();
  const match = /^([+-]?\d*\.?\d+|[+-]?\d+\.)(k|m|w|千|万|萬|百万|百萬|亿|億)?%?$/.exec(plain);
  if (!match) return null;
  const value = Number(match[1]) * (scales[match[2] ?? ''] ?? 1);
  return Number.isFinite(value) ? value : null;
}

/** What a person types for an amount, in minor units; `null` when it is not an amount or finer than the currency allows. */
export function parseMoney(text: string, currency: string): number | null {
  const value = parseNumber(text);
  if (value === null) return null;
  const scaled = value * 10 ** currencyExponent(currency);
  const minor = Math.round(scaled);
  return Math.abs(scaled - minor) < 1e-4 && Number.isSafeInteger(minor) ? minor : null;
}
