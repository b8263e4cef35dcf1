import { canonicalDecimal, compareDecimals, readDecimal } from '../../../platform/decimal.ts';
import { divideRounded } from '../../../platform/money.ts';
import type { ExchangeRate } from '../contract.ts';

/** As many as the table keeps. */
const decimals = 12;

/** One divided by another, with the decimals that a rate has; undefined where there is nothing to divide by. */
export function dividedRate(top: string, bottom: string): string | undefined {
  const [up, down] = [readDecimal(top), readDecimal(bottom)];
  if (!up || !down || down.unscaled <= 0n) return undefined;
  const quotient = divideRounded(up.unscaled * 10n ** BigInt(decimals + down.scale), down.unscaled * 10n ** BigInt(up.scale));
  return canonicalDecimal(asText(quotient));
}

function asText(unscaled: bigint): string {
  const digits = String(unscaled).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A rate as the table keeps it: at most so many decimals; undefined where that leaves nothing above zero, or it is too big. */
export function keptRate(rate: string): string | undefined {
  const kept = dividedRate(rate, '1');
  const value = kept === undefined ? undefined : readDecimal(kept);
  const isKept = value !== undefined && value.unscaled > 0n && compareDecimals(value, { unscaled: 10n ** 12n, scale: 0 }) < 0;
  return isKept ? kept : undefined;
}

/** Where a rate stands: a currency has one of a day. */
export type RatePlace = Pick<ExchangeRate, 'currency' | 'validFrom'>;

/** A place as a text, and back. */
export const placeText = ({ currency, validFrom }: RatePlace): string => `${currency} ${validFrom}`;
export function placeOf(text: string): RatePlace {
  const [currency = '', validFrom = ''] = text.split(' ');
  return { currency, validFrom };
}

/** Which of some rates are not what is there. */
export function differingRates(known: ReadonlyMap<string, string>, rates: readonly ExchangeRate[]): ExchangeRate[] {
  return rates.filter((rate) => {
    const there = known.get(placeText(rate));
    return there !== undefined && canonicalDecimal(there) !== canonicalDecimal(rate.rate);
  });
}
