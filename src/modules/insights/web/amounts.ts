import { parseAmount } from '../../../platform/money.ts';

/** Minor units of an amount that the figures give as decimal text. */
export function minorOf(amount: string, currency: string): number {
  const minor = parseAmount(amount, currency);
  return minor.ok ? minor.value : 0;
}

/** An amount without decimals where it has none to show: $1,153,214. */
export function withoutZeros(text: string): string {
  return text.replace(/[.,]0+(?=\D*$)/, '');
}
