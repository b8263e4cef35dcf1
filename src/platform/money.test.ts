import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDecimal, compareDecimals, readDecimal, writeDecimal } from './decimal.ts';
import {
  allocateAmount,
  basisPointsOf,
  convertAmount,
  ownAmount,
  currencyCodes,
  currencyExponent,
  displayAmount,
  divideRounded,
  formatAmount,
  isCurrency,
  multiplyAmount,
  parseAmount,
  shareOfAmount,
  sumAmounts,
} from './money.ts';

const currency = fc.constantFrom('USD', 'CNY', 'JPY', 'KWD', 'CLF');
const safe = fc.maxSafeInteger();

describe('decimals', () => {
  it.each([
    ['1', '1'],
    ['-0', '0'],
    ['+1.50', '1.5'],
    ['007.070', '7.07'],
    ['-0.000', '0'],
    ['100', '100'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
  ])('%s is written %s', (text, expected) => expect(canonicalDecimal(text)).toBe(expected));
  it.each(['', '.5', '5.', '1e3', '1,000', ' 1', '0x1', 'NaN', '1'.repeat(41), '--1', '١'])('%j is no plain decimal', (text) =>
    expect(readDecimal(text)).toBeUndefined(),
  );

  it('are written as they were read, and compared by value', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.nat(20),
        fc.bigInt({ min: 0n, max: 10n ** 6n }),
        (unscaled, scale, more) => {
          const decimal = { unscaled, scale };
          expect(readDecimal(writeDecimal(decimal))).toEqual(decimal);
          expect(compareDecimals(decimal, { unscaled: unscaled * 10n, scale: scale + 1 })).toBe(0);
          expect(compareDecimals(decimal, { unscaled: unscaled + more + 1n, scale })).toBe(-1);
        },
      ),
    );
  });
});

describe('currencies', () => {
  it.each([
    ['USD', 2],
    ['CNY', 2],
    ['HUF', 2],
    ['IDR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
  ])('%s has %i decimals', (code, digits) => expect(currencyExponent(code)).toBe(digits));

  it('exist or not', () => {
    expect(['USD', 'CNY', 'TWD', 'HKD', 'EUR'].every(isCurrency)).toBe(true);
    expect(['usd', 'ABC', 'US', '', 'RMB'].some(isCurrency)).toBe(false);
    expect(currencyCodes()).toContain('SGD');
  });
});

describe('divideRounded', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [0n, 7n, 0n],
    [49n, 100n, 0n],
  ])('%i / %i = %i', (a, b, expected) => expect(divideRounded(a, b)).toBe(expected));

  it('is never further away than half, and alike on both sides of zero', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (top, bottom) => {
        const rounded = divideRounded(top, bottom);
        const error = (rounded * bottom - top) * 2n;
        expect(error <= bottom && error >= -bottom).toBe(true);
        expect(divideRounded(-top, bottom)).toBe(-rounded);
      }),
    );
    expect(() => divideRounded(1n, 0n)).toThrow(RangeError);
  });
});

describe('parseAmount', () => {
  it.each([
    ['1234.50', 'USD', 123450],
    ['1234.5', 'USD', 123450],
    ['-0.01', 'CNY', -1],
    ['0', 'USD', 0],
    ['1054', 'USD', 105400],
    ['100', 'JPY', 100],
    ['100.00', 'JPY', 100],
    ['1.234', 'KWD', 1234],
    ['10.500', 'USD', 1050],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
  ])('%s %s = %i', (text, code, expected) => expect(parseAmount(text, code)).toEqual({ ok: true, value: expected }));

  it.each([
    ['1.005', 'USD', 'too_many_decimals'],
    ['1.5', 'JPY', 'too_many_decimals'],
    ['90071992547409.92', 'USD', 'amount_too_big'],
    ['-90071992547409.92', 'USD', 'amount_too_big'],
    ['1,234.50', 'USD', 'not_an_amount'],
    ['1e3', 'USD', 'not_an_amount'],
    ['', 'USD', 'not_an_amount'],
    ['$5', 'USD', 'not_an_amount'],
  ])('refuses %s %s as %s', (text, code, fault) => expect(parseAmount(text, code)).toMatchObject({ ok: false, code: fault }));

  it.each([
    ['1.005', 'USD', 101],
    ['-1.005', 'USD', -101],
    ['1.00499', 'USD', 100],
    ['880.348400', 'USD', 88035],
    ['0.5', 'JPY', 1],
  ])('rounds %s %s to %i when asked', (text, code, expected) =>
    expect(parseAmount(text, code, { round: true })).toEqual({ ok: true, value: expected }),
  );

  it('reads what formatAmount writes, for every amount', () => {
    fc.assert(
      fc.property(safe, currency, (minor, code) => {
        expect(parseAmount(formatAmount(minor, code), code)).toEqual({ ok: true, value: minor });
      }),
    );
    expect(formatAmount(-5, 'USD')).toBe('-0.05');
    expect(formatAmount(1000553400, 'USD')).toBe('10005534.00');
    expect(() => formatAmount(2 ** 53, 'USD')).toThrow('amount_too_big');
    expect(() => formatAmount(1.5, 'USD')).toThrow('amount_too_big');
  });
});

describe('displayAmount', () => {
  it('writes as people do, exactly', () => {
    expect(displayAmount(123450, 'USD', 'en-US')).toBe('$1,234.50');
    expect(displayAmount(128600000, 'CNY', 'zh-CN')).toBe('¥1,286,000.00');
    expect(displayAmount(-500, 'JPY', 'ja-JP')).toMatch(/^-[¥￥]500$/);
    expect(displayAmount(150, 'HUF', 'en-US')).toMatch(/1\.50/);
    expect(displayAmount(Number.MAX_SAFE_INTEGER, 'USD', 'en-US')).toBe('$90,071,992,547,409.91');
  });
});

describe('arithmetic', () => {
  it.each([
    [999, '1.5', 1499],
    [-999, '1.5', -1499],
    [55000, '3', 165000],
    [100, '0.333', 33],
    [1, '0.5', 1],
    [1, '0.4999999999', 0],
    [100, '-2', -200],
  ])('%i × %s = %i', (minor, factor, expected) => expect(multiplyAmount(minor, factor)).toBe(expected));

  it.each([
    [100_000, 2_500, 25_000],
    [333, 5_000, 167],
    [-333, 5_000, -167],
    [123, 10_000, 123],
    [123, 0, 0],
  ])('%i at %i basis points = %i', (minor, points, expected) => expect(shareOfAmount(minor, points)).toBe(expected));

  it('tells a share in basis points', () => {
    expect(basisPointsOf(4238, 6711)).toBe(6315);
    expect(basisPointsOf(1, 3)).toBe(3333);
    expect(basisPointsOf(5, 0)).toBe(0);
  });

  it.each([
    [10_000, 'USD', 'CNY', '7.1234', 71_234],
    [10_000, 'USD', 'JPY', '150.255', 15_026],
    [15_026, 'JPY', 'USD', '0.006655', 10_000],
    [1_000, 'KWD', 'USD', '3.25', 325],
    [-10_000, 'USD', 'JPY', '150.255', -15_026],
  ])('%i %s in %s at %s = %i', (minor, from, to, rate, expected) => expect(convertAmount(minor, from, to, rate)).toBe(expected));

  it.each([
    ['CNY', null, 10_000],
    ['USD', '7', 70_000],
    ['USD', null, null],
  ])('%s at %s is %s in the own currency', (currency, rate, own) => expect(ownAmount(10_000, currency, 'CNY', rate)).toBe(own));

  it('refuses what is no rate or no factor', () => {
    expect(() => convertAmount(1, 'USD', 'CNY', '0')).toThrow('not_a_rate');
    expect(() => convertAmount(1, 'USD', 'CNY', '-7')).toThrow('not_a_rate');
    expect(() => convertAmount(1, 'USD', 'CNY', '7,1')).toThrow('not_a_number');
    expect(() => multiplyAmount(1, 'x')).toThrow('not_a_number');
  });

  it('refuses a result that would not be exact', () => {
    expect(() => sumAmounts([Number.MAX_SAFE_INTEGER, 1])).toThrow('amount_too_big');
    expect(() => multiplyAmount(Number.MAX_SAFE_INTEGER, '2')).toThrow('amount_too_big');
    expect(() => convertAmount(Number.MAX_SAFE_INTEGER, 'JPY', 'KWD', '1')).toThrow('amount_too_big');
    expect(sumAmounts([Number.MAX_SAFE_INTEGER, 5, -5])).toBe(Number.MAX_SAFE_INTEGER);
    expect(sumAmounts([])).toBe(0);
  });
});

describe('allocateAmount', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [0, 0], [3, 2]],
    [5, [1, 0], [5, 0]],
    [0, [1, 2], [0, 0]],
    [1000, ['0.5', '0.25', '0.25'], [500, 250, 250]],
    [10, ['0.1', 3], [0, 10]],
    [1, [7], [1]],
  ])('%i by %j → %j', (total, weights, expected) => expect(allocateAmount(total, weights)).toEqual(expected));

  it('sums to the total, keeps its sign and stays within one unit of the exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(safe, weights, (total, shares) => {
        const parts = allocateAmount(total, shares);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        const all = BigInt(shares.reduce((sum, share) => sum + share, 0));
        for (const [index, part] of parts.entries()) {
          expect(part === 0 || part < 0 === total < 0).toBe(true);
          const share = BigInt(shares[index] ?? 0);
          const difference = BigInt(part) * all - BigInt(total) * share;
          if (all > 0n) expect(difference < all && difference > -all).toBe(true);
          if (share === 0n && all > 0n) expect(part).toBe(0);
        }
      }),
    );
  });

  it('refuses weights that are none', () => {
    expect(() => allocateAmount(1, [])).toThrow(RangeError);
    expect(() => allocateAmount(1, [-1])).toThrow(RangeError);
    expect(() => allocateAmount(1, ['x'])).toThrow(RangeError);
  });
});
