import { addDays } from '../../platform/days.ts';
import { currencyExponent } from '../../platform/money.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { addImportedRates } from './service.ts';

/** What one unit of a currency is worth in yuan, roughly: good enough for prices nobody pays. */
const yuan: Readonly<Record<string, number>> = {
  CNY: 1,
  USD: 7.12,
  EUR: 7.85,
  GBP: 9.2,
  CHF: 8.3,
  HKD: 0.91,
  TWD: 0.22,
  SGD: 5.4,
  AUD: 4.7,
  CAD: 5.2,
  JPY: 0.047,
  KRW: 0.0051,
  INR: 0.084,
  THB: 0.21,
  MYR: 1.6,
  VND: 0.00028,
  IDR: 0.00043,
  SEK: 0.68,
  NOK: 0.67,
  DKK: 1.05,
  PLN: 1.84,
  MXN: 0.38,
  BRL: 1.3,
  AED: 1.94,
};

/** An amount of yuan in minor units of a currency, rounded as price lists are: to three leading digits. */
export function priceIn(currency: string, amountYuan: number): number {
  const amount = amountYuan / (yuan[currency] ?? 1);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 2);
  return Math.round(amount / step) * step * 10 ** currencyExponent(currency);
}

const abroad = ['CNY', 'USD', 'EUR'] as const;

/** A rate so many weeks ago: it goes up and down by a hundredth within a season. */
const inWeek = (rate: number, week: number): string => (rate * (1 + 0.01 * Math.sin(week / 4))).toPrecision(6);

/**
 * Gives the workspace rates for the currencies that the sample company sells in, as far as it has none: an old one, and one for each week
 * of the last year.
 */
export async function loadDemoRates(tx: Tx, scope: Scope, importId: string, today: string): Promise<void> {
  const own = yuan[scope.currency] ?? 1;
  const rates = abroad
    .filter((currency) => currency !== scope.currency)
    .flatMap((currency) => {
      const rate = (yuan[currency] ?? 1) / own;
      return [
        { currency, validFrom: addDays(today, -900), rate: (rate * 1.012).toPrecision(6) },
        ...Array.from({ length: 53 }, (_, week) => ({
          currency,
          validFrom: addDays(today, -7 * week),
          rate: inWeek(rate, week),
        })),
      ];
    });
  await addImportedRates(tx, scope, rates, importId);
}
