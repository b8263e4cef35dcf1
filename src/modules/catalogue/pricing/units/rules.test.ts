import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { amountTimes, readRatio } from '../../../../platform/ratio.ts';
import { RuleInput } from '../../books/contract.ts';
import { baseQuantity, ratioOf } from '../../units/rules.ts';
import type { PriceLine } from '../contract.ts';
import type { Book, BookPrice, BookRule, PricingData } from '../data/contract.ts';
import { priceOf } from '../rules.ts';

const open = { validFrom: null, validTo: null, createdAt: '2026-01-01T00:00:00.000Z' };
const gold: Book = {
  id: 'gold',
  name: 'Gold',
  currency: 'CNY',
  parentId: null,
  adjustmentBp: 0,
  priority: 0,
  isActive: true,
  isForAccounts: false,
  segment: null,
  ...open,
};
const tier = (amountMinor: number, minQuantity: string): BookPrice => ({
  id: `tier-${minQuantity}`,
  bookId: 'gold',
  productId: 'p',
  variantId: null,
  minQuantity,
  maxQuantity: null,
  amountMinor,
  ...open,
});
const rule = (more: Partial<BookRule>): BookRule => ({
  ...RuleInput.parse({ scope: 'all', method: 'percent' }),
  id: 'rule',
  bookId: 'gold',
  ...open,
  ...more,
});
const unit = (name: string, factor: string, priceMinor: number | null = null, isSold = true) => ({
  productId: 'p',
  name,
  factor,
  priceMinor,
  isSold,
});
const data = (more: Partial<PricingData> = {}): PricingData => ({
  ownCurrency: 'CNY',
  products: [{ id: 'p', category: null, priceMinor: 1000, currency: 'CNY', bundle: null, unit: 'pc' }],
  variants: [
    { id: 'red', productId: 'p', priceMinor: 1200 },
    { id: 'blue', productId: 'p', priceMinor: null },
  ],
  units: [
    unit('box', '12'),
    unit('pallet', '480', 450_000),
    unit('gram', '0.001'),
    unit('third', '1/3'),
    unit('load', '9600', null, false),
  ],
  listPrices: [],
  costs: [{ productId: 'p', variantId: null, currency: 'CNY', amountMinor: 700, validFrom: '2026-01-01' }],
  components: [],
  books: [],
  prices: [],
  rules: [],
  guards: [{ productId: 'p', category: null, floorBp: 1000, targetBp: 2000 }],
  rates: [{ currency: 'USD', validFrom: '2026-01-01', rate: '8' }],
  customer: null,
  ...more,
});
const price = (ask: Partial<PriceLine>, more: Partial<PricingData> = {}, currency = 'CNY') =>
  priceOf(
    { productId: 'p', variantId: null, quantity: '1', unit: null, ...ask },
    { accountId: null, on: '2026-06-01', currency, bookId: null },
    data(more),
  );
const steps = ({ trace }: ReturnType<typeof price>) => trace.map(({ code, toMinor }) => `${code} ${toMinor}`);

describe('a price in another unit', () => {
  it('is the price times the factor, and says so', () => {
    const made = price({ unit: 'Box' });
    expect(made).toMatchObject({
      unit: 'box',
      conversion: { factor: '12', base: 'pc' },
      unitPriceMinor: 12_000,
      listPriceMinor: 12_000,
    });
    expect(made.trace.at(-1)).toEqual({
      code: 'unit',
      params: { unit: 'box', factor: '12', base: 'pc' },
      currency: 'CNY',
      fromMinor: 1000,
      toMinor: 12_000,
    });
    expect(made).toMatchObject({ costMinor: 8400, floorMinor: 9334, targetMinor: 10_500, marginBp: 3000 });
  });

  const tiers = { books: [gold], prices: [tier(950, '0'), tier(900, '120')] };
  const off = { books: [gold], rules: [rule({ percentBp: -1000 })] };
  const cases: [string, Partial<PriceLine>, Partial<PricingData>, number | null, string][] = [
    ['the own unit by its name', { unit: 'PC' }, {}, 1000, 'list 1000'],
    ['nine boxes are below 120 pieces', { unit: 'box', quantity: '9.999' }, tiers, 11_400, 'list 1000, price 950, unit 11400'],
    ['ten boxes are 120 pieces', { unit: 'box', quantity: '10' }, tiers, 10_800, 'list 1000, price 900, unit 10800'],
    ['many small ones reach a tier too', { unit: 'gram', quantity: '120000' }, tiers, 1, 'list 1000, price 900, unit 1'],
    ['an own price wins', { unit: 'pallet' }, {}, 450_000, 'unitPrice 450000'],
    [
      'what a book takes off a list price, off the own one too',
      { unit: 'pallet' },
      off,
      405_000,
      'unitPrice 450000, percent 405000',
    ],
    ['a price that a book says for a piece counts', { unit: 'pallet' }, tiers, 432_000, 'list 1000, price 900, unit 432000'],
    [
      'a markup on the cost counts for a piece',
      { unit: 'pallet' },
      { books: [gold], rules: [rule({ base: 'cost', percentBp: 2500 })] },
      420_000,
      'cost 700, percent 875, unit 420000',
    ],
    ['a variant with its own price', { unit: 'pallet', variantId: 'red' }, {}, 576_000, 'list 1200, unit 576000'],
    ['a variant without one', { unit: 'pallet', variantId: 'blue' }, {}, 450_000, 'unitPrice 450000'],
    ['a fraction', { unit: 'third' }, {}, 333, 'list 1000, unit 333'],
    ['a unit nobody knows', { unit: 'barrel' }, {}, null, ''],
    ['a unit that is not sold', { unit: 'load' }, {}, null, ''],
    ['any name where there are no others', { unit: 'barrel' }, { units: [] }, 1000, 'list 1000'],
    ['as it was when the line was written', { unit: 'box', factor: '10' }, {}, 10_000, 'list 1000, unit 10000'],
    ['kept although it is gone', { unit: 'crate', factor: '24' }, {}, 24_000, 'list 1000, unit 24000'],
    ['kept although it is not sold any more', { unit: 'load', factor: '9600.0' }, {}, 9_600_000, 'list 1000, unit 9600000'],
  ];
  it.each(cases)('%s', (_, ask, more, expected, trace) => {
    const made = price(ask, more);
    expect(made.unitPriceMinor).toBe(expected);
    expect(steps(made).join(', ')).toBe(trace);
    expect(made.missing).toBe(expected === null ? 'unit' : null);
  });

  it('names the unit of the quantity from which a step holds', () => {
    const made = price({ unit: 'box', quantity: '10' }, tiers);
    expect(made.trace[1]?.params).toEqual({ book: 'Gold', minQuantity: '120', base: 'pc' });
  });

  it('in another currency', () => {
    expect(steps(price({ unit: 'box' }, {}, 'USD'))).toEqual(['list 1000', 'converted 125', 'unit 1500']);
    expect(steps(price({ unit: 'pallet' }, {}, 'USD'))).toEqual(['unitPrice 450000', 'converted 56250']);
  });
});

const factor = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }).map(String),
  fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 })).map(([a, b]) => `${a}/${b}`),
  fc.integer({ min: 1, max: 999_999 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
);

describe('any factor', () => {
  test('prices exactly that many of the own unit, by the tier that so many of it reach, with a trace that ends in the price', () => {
    fc.assert(
      fc.property(factor, fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (text, many, start) => {
        const prices = [tier(950, '0'), tier(900, String(start))];
        const made = price({ unit: 'lot', quantity: String(many) }, { units: [unit('lot', text)], books: [gold], prices });
        const ratio = ratioOf(text);
        const each = BigInt(many) * ratio.top >= BigInt(start) * ratio.bottom ? 900 : 950;
        expect(made.unitPriceMinor).toBe(amountTimes(each, ratio));
        expect(made.trace.at(-1)?.toMinor).toBe(made.unitPriceMinor);
        expect(made.costMinor).toBe(amountTimes(700, ratio));
        for (const [index, one] of made.trace.entries())
          if (one.fromMinor !== null) expect(made.trace[index - 1]?.toMinor).toBe(one.fromMinor);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('baseQuantity', () => {
  it.each([
    ['10', null, '10'],
    ['10', '12', '120'],
    ['2.5', '12', '30'],
    ['-2', '12', '-24'],
    ['1500', '0.001', '1.5'],
    ['1', '1/3', '0.333333'],
    ['3', '1/3', '1'],
  ])('%s of a unit of %s is %s', (quantity, text, expected) => {
    expect(baseQuantity(quantity, text === null ? null : { factor: text, base: 'pc' })).toBe(expected);
    expect(readRatio(expected.replace('-', ''))).toBeDefined();
  });
});
