import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountTimes, compareRatios, decimalOf, one, overRatio, readRatio, timesRatio, writeRatio } from './ratio.ts';

const known = (text: string) => readRatio(text) ?? one;

describe('readRatio and writeRatio', () => {
  it.each([
    ['12', '12'],
    ['12.000', '12'],
    ['0.001', '0.001'],
    ['2/24', '1/12'],
    ['6/4', '1.5'],
    ['1/1000000', '0.000001'],
    ['1/1024', '1/1024'],
    ['480/12', '40'],
    ['007', '7'],
  ])('%s is %s', (text, written) => {
    expect(writeRatio(known(text))).toBe(written);
  });

  it.each(['', '0', '0/5', '5/0', '-3', '1/2/3', '1e3', 'a', '1/', '/2', '0.0'])('“%s” is none', (text) => {
    expect(readRatio(text)).toBeUndefined();
  });
});

const whole = fc.integer({ min: 1, max: 999_999_999 });
const ratio = fc.oneof(
  whole.map(String),
  fc
    .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 999_999 }))
    .map(([a, b]) => `${a}.${String(b).padStart(6, '0')}`),
  fc.tuple(whole, whole).map(([a, b]) => `${a}/${b}`),
);

describe('conversion', () => {
  it('goes there and back without losing anything', () => {
    fc.assert(
      fc.property(ratio, ratio, (a, b) => {
        const [left, right] = [known(a), known(b)];
        expect(overRatio(timesRatio(left, right), right)).toEqual(left);
        expect(timesRatio(left, overRatio(one, left))).toEqual(one);
        expect(known(writeRatio(left))).toEqual(left);
        expect(compareRatios(timesRatio(left, right), timesRatio(right, left))).toBe(0);
        expect(compareRatios(left, timesRatio(left, known('2')))).toBeLessThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [1000, '12', 12_000],
    [1000, '0.001', 1],
    [999, '1/12', 83],
    [1000, '1/3', 333],
    [5, '0.5', 3],
    [0, '7', 0],
  ])('%i times %s is %i', (minor, text, expected) => {
    expect(amountTimes(minor, known(text))).toBe(expected);
  });

  it('rounds a quantity that no decimal says, and refuses amounts that are not exact any more', () => {
    expect(decimalOf(known('1/3'))).toBe('0.333333');
    expect(decimalOf(known('1/8'))).toBe('0.125');
    expect(() => amountTimes(Number.MAX_SAFE_INTEGER, known('2'))).toThrow('amount_too_big');
  });
});
