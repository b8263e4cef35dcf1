import { readDecimal } from '../../platform/decimal.ts';
import { currencyExponent, divideRounded } from '../../platform/money.ts';
import type { Calendar, ExchangeRate } from './contract.ts';

const chineseZones = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']);

type CalendarHours = Pick<Calendar, 'week' | 'holidays' | 'makeUpHours' | 'specialDays'>;

/** Working hours of a new workspace: those usual where its time zone is. */
export function usualHours(timeZone: string): CalendarHours {
  const isChinese = chineseZones.has(timeZone);
  const day = isChinese
    ? [
        { from: '09:00', to: '12:00' },
        { from: '13:30', to: '18:00' },
      ]
    : [{ from: '09:00', to: '17:00' }];
  const week = Array.from({ length: 7 }, (_, index) => (index < 5 ? day : []));
  return { week, holidays: isChinese ? 'CN' : 'none', makeUpHours: null, specialDays: [] };
}

/** Of the rates of one currency, the one in force on a day: the latest that began by then. */
export function rateOn(rates: readonly ExchangeRate[], currency: string, on: string): string | undefined {
  let found: ExchangeRate | undefined;
  for (const rate of rates) {
    if (rate.currency === currency && rate.validFrom <= on && (!found || rate.validFrom > found.validFrom)) found = rate;
  }
  return found?.rate;
}

/** A number of a document as people read it: `SO-2026-0007`. */
export function documentNumber(parts: { prefix: string; year: number | null; width: number; number: number }): string {
  const { prefix, year, width, number } = parts;
  return `${prefix}${year === null ? '' : `${year}-`}${String(number).padStart(width, '0')}`;
}

/**
 * An amount in another currency by the rates of a day, both being into the workspace's currency; rounded once. Undefined
 * where a rate is missing.
 */
export function convertOn(
  minor: number,
  currencies: { from: string; to: string; own: string },
  rates: readonly ExchangeRate[],
  on: string,
): number | undefined {
  const { from, to, own } = currencies;
  if (from === to) return minor;
  const [up, down] = [from, to].map((currency) => readDecimal(currency === own ? '1' : (rateOn(rates, currency, on) ?? '')));
  if (!up || !down || down.unscaled === 0n) return undefined;
  const top = BigInt(minor) * up.unscaled * 10n ** BigInt(down.scale + currencyExponent(to));
  return Number(divideRounded(top, down.unscaled * 10n ** BigInt(up.scale + currencyExponent(from))));
}
