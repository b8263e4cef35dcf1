import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { convertAmount } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findRates } from './store.ts';

export interface DatedAmount {
  amountMinor: number;
  currency: string;
  /** The day whose rate counts. */
  day: string;
  /** Pointer of the field to name when the rate is missing. */
  pointer?: string;
}

/** Amounts in the workspace's own currency, by the rate in force on the day of each. A missing rate is refused, naming currency and day. */
export async function convertToBase(db: Db, scope: Scope, amounts: readonly DatedAmount[]): Promise<number[]> {
  const foreign = amounts.filter(({ currency }) => currency !== scope.currency);
  const pairs = [...new Map(foreign.map(({ currency, day }) => [`${currency} ${day}`, { currency, day }])).values()];
  const rates = pairs.length === 0 ? [] : await findRates(db, scope, pairs);
  const rateOf = new Map(rates.map(({ currency, day, rate }) => [`${currency} ${day}`, rate]));
  const missing = foreign.filter(({ currency, day }) => !rateOf.has(`${currency} ${day}`));
  const [first] = missing;
  if (first) {
    const params = { currency: first.currency, day: first.day };
    const fields = missing.slice(0, 50).flatMap(({ currency, day, pointer }) => (pointer ? [{ pointer, code: 'settings.rate_missing', params: { currency, day } }] : []));
    throw new DomainError('settings.rate_missing', { params, fields });
  }
  return amounts.map(({ amountMinor, currency, day }) =>
    currency === scope.currency ? amountMinor : convertAmount(amountMinor, currency, scope.currency, rateOf.get(`${currency} ${day}`) ?? ''),
  );
}
