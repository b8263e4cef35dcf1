import { readDecimal, writeDecimal } from './decimal.ts';
import { DomainError } from './errors.ts';
import { parsed, unparsed, type Parsed } from './parsed.ts';

/**
 * Amounts are integers in a currency's minor unit (cents), between the bounds a double holds exactly. All arithmetic goes
 * through bigint and ends in one rounding rule: half away from zero.
 */

// ISO 4217 has two decimals but for these. `Intl` is no source: it answers with what is customary in shops (0 for HUF and
// IDR), and not the same in every browser.
const exponents: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

let known: ReadonlySet<string> | undefined;

/** The currency codes that exist, in alphabetical order. */
export function currencyCodes(): string[] {
  return [...(known ??= new Set(Intl.supportedValuesOf('currency')))];
}

/** True for a currency code that exists: `USD`, not `usd` and not `ABC`. */
export function isCurrency(code: string): boolean {
  return (known ??= new Set(Intl.supportedValuesOf('currency'))).has(code);
}

/** Decimal places of a currency's minor unit by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: string): number {
  return exponents.get(currency) ?? 2;
}

/** `numerator / denominator` as a whole number, half away from zero. The one place where money is rounded. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Division by zero');
  const isNegative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return isNegative ? -rounded : rounded;
}

function isExact(minor: bigint): boolean {
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) && minor >= BigInt(Number.MIN_SAFE_INTEGER);
}

/** Minor units as a number; refused where a double would not hold them exactly. */
export function exact(minor: bigint): number {
  if (!isExact(minor)) throw new DomainError('amount_too_big', { status: 422 });
  return Number(minor);
}

function whole(minor: number): bigint {
  if (!Number.isSafeInteger(minor)) throw new DomainError('amount_too_big', { status: 422 });
  return BigInt(minor);
}

function factorOf(text: string): { unscaled: bigint; divisor: bigint } {
  const factor = readDecimal(text);
  if (!factor) throw new DomainError('not_a_number', { status: 422, params: { value: text } });
  return { unscaled: factor.unscaled, divisor: 10n ** BigInt(factor.scale) };
}

/**
 * Reads a plain decimal text (`1234.50`) as minor units of a currency. More decimals than the currency has are refused,
 * unless they are zeros or `round` allows to round them away.
 */
export function parseAmount(text: string, currency: string, options: { round?: boolean } = {}): Parsed<number> {
  const decimal = readDecimal(text);
  if (!decimal) return unparsed('not_an_amount');
  const exponent = currencyExponent(currency);
  const top = decimal.unscaled * 10n ** BigInt(exponent);
  const bottom = 10n ** BigInt(decimal.scale);
  if (!options.round && top % bottom !== 0n) return unparsed('too_many_decimals', { currency, maximum: exponent });
  const minor = divideRounded(top, bottom);
  return isExact(minor) ? parsed(Number(minor)) : unparsed('amount_too_big');
}

/** Writes minor units as a plain decimal text with the currency's decimals: 123450 USD → `1234.50`. */
export function formatAmount(minor: number, currency: string): string {
  return writeDecimal({ unscaled: whole(minor), scale: currencyExponent(currency) });
}

/** The sum of two amounts in minor units, never beyond the greatest whole number that is exact. */
export function addAmounts(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}

/** Writes an amount as people in a locale do: `$1,234.50`, `¥1,235`. No digit passes through a floating-point number. */
export function displayAmount(minor: number, currency: string, locale: string): string {
  const digits = currencyExponent(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // `Intl` takes decimal texts exactly; the type asks for a numeric literal.
  return format.format(formatAmount(minor, currency) as `${number}`);
}

/** Adds amounts of one currency. */
export function sumAmounts(amounts: readonly number[]): number {
  return exact(amounts.reduce((sum, amount) => sum + whole(amount), 0n));
}

/** An amount times a decimal factor given as text, such as a quantity: 999 × `1.5` → 1499. */
export function multiplyAmount(minor: number, factor: string): number {
  const { unscaled, divisor } = factorOf(factor);
  return exact(divideRounded(whole(minor) * unscaled, divisor));
}

/** Amounts before rounding are whole numbers over this: six decimals of a quantity, eight of a price, four of a share. */
export const rawUnit = 10n ** 18n;

/** A quantity times a price in a currency's main unit, in minor units over `rawUnit`: before it is rounded. */
export function rawAmount(quantity: string, price: string, exponent: number): bigint {
  const [q, p] = [readDecimal(quantity), readDecimal(price)];
  if (!q || !p) return 0n;
  return q.unscaled * p.unscaled * 10n ** BigInt(18 + exponent - q.scale - p.scale);
}

/** A share of an amount in basis points: 10,000 is all of it. */
export function shareOfAmount(minor: number, basisPoints: number): number {
  return exact(divideRounded(whole(minor) * whole(basisPoints), 10_000n));
}

/** What share of the whole a part is, in basis points; 0 of nothing. */
export function basisPointsOf(part: number, all: number): number {
  return all === 0 ? 0 : exact(divideRounded(whole(part) * 10_000n, whole(all)));
}

/** Converts between currencies at a rate: how many units of `to` one unit of `from` is worth, as decimal text. */
export function convertAmount(minor: number, from: string, to: string, rate: string): number {
  const { unscaled, divisor } = factorOf(rate);
  if (unscaled <= 0n) throw new DomainError('not_a_rate', { status: 422, params: { value: rate } });
  const up = 10n ** BigInt(currencyExponent(to));
  const down = 10n ** BigInt(currencyExponent(from));
  return exact(divideRounded(whole(minor) * unscaled * up, divisor * down));
}

/** An amount in a workspace's own currency, at the rate that was kept with it; null where it needs one and none was. */
export function ownAmount(minor: number, currency: string, own: string, rate: string | null): number | null {
  if (currency === own) return minor;
  return rate === null ? null : convertAmount(minor, currency, own, rate);
}

/**
 * Splits a total by weights (integers or decimal texts, none negative) into parts that sum to it exactly. Each part is its
 * share cut off; the units left over go to the largest remainders, the earlier part first. Weights all zero: equal parts.
 */
export function allocateAmount(total: number, weights: readonly (number | string)[]): number[] {
  if (weights.length === 0) throw new RangeError('Nothing to allocate to');
  const decimals = weights.map((weight) => readDecimal(String(weight)));
  const scale = Math.max(...decimals.map((decimal) => decimal?.scale ?? 0));
  const scaled = decimals.map((decimal, index) => {
    if (!decimal || decimal.unscaled < 0n) throw new RangeError(`Not a weight: ${String(weights[index])}`);
    return decimal.unscaled * 10n ** BigInt(scale - decimal.scale);
  });
  const isZero = scaled.every((weight) => weight === 0n);
  const shares = isZero ? scaled.map(() => 1n) : scaled;
  const sum = shares.reduce((all, share) => all + share, 0n);
  const amount = whole(total) < 0n ? -whole(total) : whole(total);
  const parts = shares.map((share, index) => ({ index, units: (amount * share) / sum, rest: (amount * share) % sum }));
  let left = amount - parts.reduce((all, part) => all + part.units, 0n);
  for (const part of parts.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    part.units += 1n;
    left -= 1n;
  }
  return parts.map(({ units }) => (total < 0 ? -Number(units) || 0 : Number(units)));
}
