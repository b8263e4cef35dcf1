import type { PriceStep } from '../contract.ts';

/** Words, amounts and days as a reader is used to them: in the browser or on the server. */
export interface Saying {
  said: (key: string, params?: object) => string;
  money: (minor: number, currency: string) => string;
  share: (basisPoints: number) => string;
  day: (on: string) => string;
}

/** A step of a trace as a sentence: "Gold, from 10: 5 % off". */
export function stepText({ code, params, currency, fromMinor }: PriceStep, { said, money, share, day }: Saying): string {
  const bp = typeof params['bp'] === 'number' ? params['bp'] : 0;
  const amount = params['toMinor'] ?? params['amountMinor'];
  const quantity = String(params['minQuantity'] ?? '0');
  const where = params['book'] === undefined ? '' : String(params['book']);
  const many = [quantity, params['base']].filter(Boolean).join(' ');
  const from = quantity === '0' || quantity === '' ? '' : said('catalogue:trace.fromQuantity', { quantity: many });
  const text = said(`catalogue:trace.${code}`, {
    ...params,
    percent: `${bp > 0 && code !== 'discount' ? '+' : ''}${share(code === 'discount' ? -bp : bp)}`,
    amount: typeof amount === 'number' ? money(amount, currency) : '',
    on: typeof params['validFrom'] === 'string' ? day(params['validFrom']) : '',
    before: fromMinor === null ? '' : money(fromMinor, String(params['from'] ?? currency)),
  });
  const place = [where, from].filter((one) => one !== '').join(', ');
  return place === '' || code === 'withheld' ? text : said('catalogue:trace.at', { place, text });
}
