import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyOfLines, type PricedLine, ratesOf, sumOfLines, summaryOf } from './rules.ts';

const line = (unitPrice: string, more: Partial<PricedLine> = {}): PricedLine => ({
  quantity: '1',
  unitPrice,
  discountBp: 0,
  taxBp: 0,
  ...more,
});

describe('moneyOfLines', () => {
  it.each([
    ['a plain line', [line('100', { quantity: '3', taxBp: 1300 })], 'CNY', false, 30_000, 3900],
    ['less a share', [line('348.35', { quantity: '16', discountBp: 400, taxBp: 2200 })], 'EUR', false, 535_066, 117_715],
    ['tax inside the price', [line('113', { taxBp: 1300 })], 'CNY', true, 10_000, 1300],
    ['what comes back', [line('10', { taxBp: 1000 }), line('4', { quantity: '-1', taxBp: 1000 })], 'EUR', false, 600, 60],
    ['a currency without decimals', [line('333.5', { quantity: '3', taxBp: 1000 })], 'JPY', false, 1001, 100],
    ['one with three', [line('10.123', { quantity: '1.5', taxBp: 500 })], 'KWD', false, 15_185, 759],
    ['a price with more decimals than the currency', [line('0.00375', { quantity: '12000' })], 'EUR', false, 4500, 0],
    ['given away', [line('10', { discountBp: 10_000, taxBp: 1300 })], 'CNY', false, 0, 0],
    ['nothing', [], 'CNY', false, 0, 0],
  ])('%s', (_name, lines, currency, isTaxIncluded, netMinor, taxMinor) => {
    const sums = sumOfLines(moneyOfLines(lines, currency, isTaxIncluded));
    expect(sums).toEqual({ netMinor, taxMinor, totalMinor: netMinor + taxMinor });
  });

  it('rounds tax once per rate and hands the rest to the largest remainders', () => {
    const lines = ['5095.20', '523.20', '80.64', '54.12', '182.00', '186.20'].map((price) => line(price, { taxBp: 700 }));
    const money = moneyOfLines(lines, 'EUR', false);
    // One by one they would come to 428.48.
    expect(sumOfLines(money)).toMatchObject({ netMinor: 612_136, taxMinor: 42_850 });
    expect(ratesOf(money.map((one) => ({ ...one, taxBp: 700 })))).toEqual([{ taxBp: 700, netMinor: 612_136, taxMinor: 42_850 }]);
  });

  it('has parts that make up the whole, whatever the lines are', () => {
    const any = fc.record({
      quantity: fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 999 })).map(([a, b]) => `${a}.${b}`),
      unitPrice: fc.tuple(fc.nat(99_999), fc.nat(9999)).map(([a, b]) => `${a}.${b}`),
      discountBp: fc.integer({ min: 0, max: 10_000 }),
      taxBp: fc.constantFrom(0, 100, 600, 700, 900, 1300, 1900),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.boolean(), (lines, isTaxIncluded) => {
        const money = moneyOfLines(lines, 'CNY', isTaxIncluded);
        for (const { netMinor, taxMinor, totalMinor } of money) expect(netMinor + taxMinor).toBe(totalMinor);
        const rates = ratesOf(money.map((one, index) => ({ ...one, taxBp: lines[index]?.taxBp ?? 0 })));
        const sums = sumOfLines(money);
        expect(rates.reduce((sum, { taxMinor }) => sum + taxMinor, 0)).toBe(sums.taxMinor);
        for (const { taxBp, netMinor, taxMinor } of rates) {
          const basis = isTaxIncluded ? netMinor + taxMinor : netMinor;
          const exactTax = (basis * taxBp) / (isTaxIncluded ? 10_000 + taxBp : 10_000);
          expect(Math.abs(taxMinor - exactTax)).toBeLessThanOrEqual(0.5 + 1e-6);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('summaryOf', () => {
  it('names the lines, and nothing of none', () => {
    expect(summaryOf([{ name: 'Camera' }, { name: 'Lens' }])).toBe('Camera, Lens');
    expect(summaryOf([])).toBeNull();
    expect(summaryOf([{ name: 'x'.repeat(500) }])).toHaveLength(400);
  });
});
