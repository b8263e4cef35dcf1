import { parseAmount } from '../../../platform/money.ts';

/** Minor units of an amount that the figures give as decimal text. */
export function minorOf(amount: string, currency: string): number {
  const minor = parseAmount(amount, currency);
  return minor.ok ? minor.value : 0;
}
