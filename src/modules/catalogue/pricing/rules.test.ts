import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { RuleInput } from '../books/contract.ts';
import type { PriceContext, PriceLine } from './contract.ts';
import type { Book, BookPrice, BookRule, PricingData } from './data/contract.ts';
import { priceOf, withoutCosts } from './rules.ts';

const open = { validFrom: null, validTo: null };
const at = '2026-01-01T00:00:00.000Z';
const book = (id: string, more: Partial<Book> = {}): Book => ({
  id,
  name: id,
  currency: 'CNY',
  parentId: null,
  adjustmentBp: 0,
  priority: 0,
  isActive: true,
  isForAccounts: false,
  segment: null,
  createdAt: at,
  ...open,
  ...more,
});
const written = (bookId: string, amountMinor: number, more: Partial<BookPrice> = {}): BookPrice => ({
  id: `${bookId}-${amountMinor}`,
  bookId,
  productId: 'p',
  variantId: null,
  minQuantity: '0',
  maxQuantity: null,
  amountMinor,
  createdAt: at,
  ...open,
  ...more,
});
const rule = (bookId: string, more: Partial<BookRule>): BookRule => ({
  ...RuleInput.parse({ scope: 'all', method: 'percent' }),
  id: `${bookId}-rule`,
  bookId,
  createdAt: at,
  ...more,
});
const data = (more: Partial<PricingData> = {}): PricingData => ({
  ownCurrency: 'CNY',
  products: [{ id: 'p', category: 'Robots', priceMinor: 100_000, currency: 'CNY', bundle: null, unit: null }],
  variants: [{ id: 'v', productId: 'p', priceMinor: 120_000 }],
  units: [],
  listPrices: [],
  costs: [{ productId: 'p', variantId: null, currency: 'CNY', amountMinor: 60_000, validFrom: '2026-01-01' }],
  components: [],
  books: [],
  prices: [],
  rules: [],
  guards: [],
  rates: [{ currency: 'USD', validFrom: '2026-01-01', rate: '7.1' }],
  customer: { id: 'a', industry: 'Steel', region: 'East', country: 'CN', employees: 800, bookIds: [] },
  ...more,
});
const line = (more: Partial<PriceLine> = {}): PriceLine => ({
  productId: 'p',
  variantId: null,
  quantity: '1',
  unit: null,
  ...more,
});
const context = (more: Partial<PriceContext> = {}): PriceContext => ({
  accountId: 'a',
  on: '2026-06-01',
  currency: 'CNY',
  bookId: null,
  ...more,
});
const price = (of: PricingData, ask: Partial<PriceLine> = {}, when: Partial<PriceContext> = {}) =>
  priceOf(line(ask), context(when), of);
const steps = (trace: ReturnType<typeof price>['trace']) => trace.map(({ code, toMinor }) => `${code} ${toMinor}`);

const gold = book('gold');
const dealer = book('dealer', { priority: 5 });
const usual = data({
  books: [gold, dealer],
  prices: [written('gold', 90_000)],
  rules: [
    rule('dealer', {
      base: 'book',
      baseBookId: 'gold',
      method: 'formula',
      minQuantity: '10',
      formula: { discountBp: 500, roundToMinor: 1000 },
    }),
  ],
});

describe('priceOf', () => {
  it('says how a price came about: list, book, quantity, rounding', () => {
    const made = price(usual, { quantity: '10' });
    expect(steps(made.trace)).toEqual(['list 100000', 'price 90000', 'discount 85500', 'rounded 86000']);
    expect(made).toMatchObject({
      unitPriceMinor: 86_000,
      listPriceMinor: 100_000,
      book: { id: 'dealer' },
      costMinor: 60_000,
      marginBp: 3023,
    });
    expect(price(usual, { quantity: '9.999999' })).toMatchObject({ unitPriceMinor: 90_000, book: { id: 'gold' } });
  });

  const tiers = [
    written('gold', 95_000, { id: 't1', minQuantity: '1', maxQuantity: '9' }),
    written('gold', 90_000, { id: 't2', minQuantity: '10' }),
    written('gold', 80_000, { id: 't3', minQuantity: '100.5' }),
  ];
  const cases: [string, Partial<PricingData>, Partial<PriceLine>, Partial<PriceContext>, number | null][] = [
    ['the list price without a book', {}, {}, {}, 100_000],
    ['the variant has its own list price', {}, { variantId: 'v' }, {}, 120_000],
    ['a tier from its quantity on', { books: [gold], prices: tiers }, { quantity: '10' }, {}, 90_000],
    ['a tier up to its quantity', { books: [gold], prices: tiers }, { quantity: '9' }, {}, 95_000],
    ['between two tiers nothing', { books: [gold], prices: tiers }, { quantity: '9.5' }, {}, 100_000],
    ['decimal quantities', { books: [gold], prices: tiers }, { quantity: '100.5' }, {}, 80_000],
    ['not before its day', { books: [gold], prices: [written('gold', 1, { validFrom: '2026-06-02' })] }, {}, {}, 100_000],
    ['on its last day', { books: [gold], prices: [written('gold', 1, { validTo: '2026-06-01' })] }, {}, {}, 1],
    ['a book that is over', { books: [book('gold', { validTo: '2026-05-31' })], prices: [written('gold', 1)] }, {}, {}, 100_000],
    ['a book that is off', { books: [book('gold', { isActive: false })], prices: [written('gold', 1)] }, {}, {}, 100_000],
    [
      'a book of another customer',
      { books: [book('gold', { isForAccounts: true })], prices: [written('gold', 1)] },
      {},
      {},
      100_000,
    ],
    [
      'a book for big steel',
      { books: [book('gold', { segment: { industries: ['steel'], employeesMin: 500 } })], prices: [written('gold', 1)] },
      {},
      {},
      1,
    ],
    [
      'a book for bigger steel',
      { books: [book('gold', { segment: { industries: ['steel'], employeesMin: 801 } })], prices: [written('gold', 1)] },
      {},
      {},
      100_000,
    ],
    [
      'nobody is of no segment',
      { customer: null, books: [book('gold', { segment: { regions: ['East'] } })], prices: [written('gold', 1)] },
      {},
      {},
      100_000,
    ],
    [
      'the narrower book at the same priority',
      { books: [gold, book('east', { segment: { regions: ['East'] } })], prices: [written('gold', 1), written('east', 2)] },
      {},
      {},
      2,
    ],
    [
      'priority before narrowness',
      { books: [dealer, book('east', { segment: { regions: ['East'] } })], prices: [written('dealer', 1), written('east', 2)] },
      {},
      {},
      1,
    ],
    [
      'the variant before the product',
      {
        books: [gold],
        rules: [rule('gold', { scope: 'variant', variantId: 'v', method: 'fixed', amountMinor: 5 })],
        prices: [written('gold', 9, { minQuantity: '0' })],
      },
      { variantId: 'v' },
      {},
      5,
    ],
    [
      'the product before the category',
      {
        books: [gold],
        rules: [
          rule('gold', { id: '1', scope: 'category', category: 'robots', method: 'fixed', amountMinor: 5 }),
          rule('gold', { id: '2', scope: 'product', productId: 'p', method: 'fixed', amountMinor: 6 }),
        ],
      },
      {},
      {},
      6,
    ],
    [
      'the category in any case',
      { books: [gold], rules: [rule('gold', { scope: 'category', category: 'ROBOTS', percentBp: -1000 })] },
      {},
      {},
      90_000,
    ],
    [
      'the newest of two alike',
      {
        books: [gold],
        rules: [
          rule('gold', { id: '1', validFrom: '2026-01-01', percentBp: -1000 }),
          rule('gold', { id: '2', validFrom: '2026-03-01', percentBp: -2000 }),
        ],
      },
      {},
      {},
      80_000,
    ],
    ['a markup on the cost', { books: [gold], rules: [rule('gold', { base: 'cost', percentBp: 2500 })] }, {}, {}, 75_000],
    [
      'no cost by then: the list price',
      { books: [gold], rules: [rule('gold', { base: 'cost', percentBp: 2500 })] },
      {},
      { on: '2025-12-31' },
      100_000,
    ],
    [
      'x.99',
      {
        books: [gold],
        rules: [rule('gold', { method: 'formula', formula: { discountBp: 1234, roundToMinor: 100, surchargeMinor: -1 } })],
      },
      {},
      {},
      87_699,
    ],
    [
      'no less than a margin',
      { books: [gold], rules: [rule('gold', { method: 'formula', formula: { discountBp: 5000, minMarginBp: 2000 } })] },
      {},
      {},
      75_000,
    ],
    [
      'no more than a margin',
      { books: [gold], rules: [rule('gold', { method: 'formula', formula: { maxMarginBp: 3000 } })] },
      {},
      {},
      85_715,
    ],
    ['all of it off is nothing', { books: [gold], rules: [rule('gold', { percentBp: -10_000 })] }, {}, {}, 0],
    [
      'never below nothing',
      { books: [gold], rules: [rule('gold', { method: 'formula', formula: { surchargeMinor: -200_000 } })] },
      {},
      {},
      0,
    ],
    [
      'the parent with an adjustment',
      { books: [gold, book('vip', { priority: 9, parentId: 'gold', adjustmentBp: -1000 })], prices: [written('gold', 90_000)] },
      {},
      {},
      81_000,
    ],
    ['an adjustment of the list', { books: [book('vip', { adjustmentBp: -1000 })] }, {}, {}, 90_000],
    ['a circle of parents ends', { books: [book('x', { parentId: 'y' }), book('y', { parentId: 'x' })] }, {}, {}, 100_000],
    [
      'a circle of rules ends',
      {
        books: [book('x'), book('y')],
        rules: [
          rule('x', { base: 'book', baseBookId: 'y', percentBp: -1000 }),
          rule('y', { base: 'book', baseBookId: 'x', percentBp: -1000 }),
        ],
      },
      {},
      {},
      81_000,
    ],
    ['another currency by the rate of the day', {}, {}, { currency: 'USD' }, 14_085],
    [
      'a list price of that currency',
      { listPrices: [{ productId: 'p', variantId: null, currency: 'USD', amountMinor: 15_000 }] },
      {},
      { currency: 'USD' },
      15_000,
    ],
    ['no rate, no price', {}, {}, { currency: 'EUR' }, null],
    ['no rate by that day', {}, {}, { currency: 'USD', on: '2025-06-01' }, null],
    [
      'a book chosen by hand',
      { books: [dealer, gold], prices: [written('dealer', 1), written('gold', 2)] },
      {},
      { bookId: 'gold' },
      2,
    ],
    ['a product nobody knows', {}, { productId: 'q' }, {}, null],
  ];
  it.each(cases)('%s', (_, more, ask, when, expected) => {
    const made = price(data(more), ask, when);
    expect(made.unitPriceMinor).toBe(expected);
    expect(made.trace.at(-1)?.toMinor ?? null).toBe(expected);
    expect(made.missing === null).toBe(expected !== null);
  });

  it('says what is missing', () => {
    expect(price(data(), {}, { currency: 'EUR' }).missing).toBe('rate');
    expect(price(data({ products: [] })).missing).toBe('price');
    const bare = data({ products: [{ id: 'p', category: null, priceMinor: null, currency: null, bundle: null, unit: null }] });
    expect(price(bare)).toMatchObject({ missing: 'price', unitPriceMinor: null, listPriceMinor: null, marginBp: null });
  });

  it('prices a bundle by its parts, and those that are taken', () => {
    const parts = data({
      products: [
        { id: 'p', category: null, priceMinor: null, currency: null, bundle: 'parts', unit: null },
        { id: 'a', category: null, priceMinor: 1_050, currency: 'CNY', bundle: null, unit: null },
        { id: 'b', category: null, priceMinor: 333, currency: 'CNY', bundle: null, unit: null },
      ],
      components: [
        { bundleId: 'p', productId: 'a', variantId: null, quantity: '2' },
        { bundleId: 'p', productId: 'b', variantId: null, quantity: '0' },
      ],
      costs: [{ productId: 'a', variantId: null, currency: 'CNY', amountMinor: 400, validFrom: '2026-01-01' }],
    });
    expect(price(parts)).toMatchObject({ unitPriceMinor: 2_100, costMinor: 800 });
    expect(price(parts, { parts: { b: '1.5' } })).toMatchObject({ unitPriceMinor: 2_600, costMinor: null });
    const inItself = data({ ...parts, components: [{ bundleId: 'p', productId: 'p', variantId: null, quantity: '1' }] });
    expect(price(inItself).missing).toBe('price');
  });

  it('takes the cost of the day, the variant its own', () => {
    const costs = [
      { productId: 'p', variantId: null, currency: 'CNY', amountMinor: 60_000, validFrom: '2026-01-01' },
      { productId: 'p', variantId: null, currency: 'USD', amountMinor: 10_000, validFrom: '2026-06-01' },
      { productId: 'p', variantId: 'v', currency: 'CNY', amountMinor: 65_000, validFrom: '2026-01-01' },
    ];
    expect(price(data({ costs }), {}, { on: '2026-05-31' }).costMinor).toBe(60_000);
    expect(price(data({ costs })).costMinor).toBe(71_000);
    expect(price(data({ costs }), { variantId: 'v' }).costMinor).toBe(65_000);
  });

  it('names floor and target, each from the narrowest guard', () => {
    const guards = [
      { productId: null, category: null, floorBp: 1000, targetBp: 3000 },
      { productId: null, category: 'robots', floorBp: 2000, targetBp: null },
      { productId: 'q', category: null, floorBp: 9000, targetBp: 9000 },
    ];
    expect(price(data({ guards }))).toMatchObject({ floorMinor: 75_000, targetMinor: 85_715 });
    expect(price(data({ guards, costs: [] }))).toMatchObject({ floorMinor: null, targetMinor: null });
  });
});

describe('withoutCosts', () => {
  it('leaves no step from which a cost follows', () => {
    const shown = withoutCosts(price(data({ books: [gold], rules: [rule('gold', { base: 'cost', percentBp: 2500 })] })));
    expect(shown).toMatchObject({ unitPriceMinor: 75_000, costMinor: null, marginBp: null });
    expect(steps(shown.trace)).toEqual(['withheld 75000']);
    expect(JSON.stringify(shown)).not.toContain('60000');
    expect(steps(withoutCosts(price(usual)).trace)).toEqual(['list 100000', 'price 90000']);
  });
});

const day = fc.constantFrom(null, '2026-01-01', '2026-03-01', '2026-06-01', '2026-12-31');
const many = fc.constantFrom('0', '1', '2.5', '10', '100');
const anyRule = fc.record({
  id: fc.uuid(),
  bookId: fc.constantFrom('x', 'y', 'z'),
  scope: fc.constantFrom('variant', 'product', 'category', 'all'),
  productId: fc.constantFrom('p', 'q'),
  variantId: fc.constantFrom('v', null),
  category: fc.constantFrom('Robots', 'robots', 'Other', null),
  minQuantity: many,
  base: fc.constantFrom('list', 'cost', 'book'),
  baseBookId: fc.constantFrom('x', 'y', 'z', null),
  method: fc.constantFrom('fixed', 'percent', 'formula'),
  amountMinor: fc.nat(10_000_000),
  percentBp: fc.integer({ min: -10_000, max: 50_000 }),
  formula: fc.record({
    discountBp: fc.nat(10_000),
    roundToMinor: fc.constantFrom(null, 0, 5, 100, 1000),
    surchargeMinor: fc.constantFrom(null, -1, 50),
    minMarginBp: fc.constantFrom(null, 0, 2000, 9999),
    maxMarginBp: fc.constantFrom(null, 3000, 9000),
  }),
  createdAt: fc.constantFrom(at, '2026-02-01T00:00:00.000Z'),
  validFrom: day,
  validTo: day,
}) as fc.Arbitrary<BookRule>;
const anyPrice = fc.record({
  id: fc.uuid(),
  bookId: fc.constantFrom('x', 'y', 'z'),
  productId: fc.constantFrom('p', 'q'),
  variantId: fc.constantFrom('v', null),
  minQuantity: many,
  maxQuantity: fc.constantFrom(null, '5', '50'),
  amountMinor: fc.nat(10_000_000),
  createdAt: fc.constantFrom(at, '2026-02-01T00:00:00.000Z'),
  validFrom: day,
  validTo: day,
}) as fc.Arbitrary<BookPrice>;
const books = fc.tuple(
  ...['x', 'y', 'z'].map((id) =>
    fc
      .tuple(
        fc.constantFrom(null, 'x', 'y', 'z'),
        fc.integer({ min: -5000, max: 5000 }),
        fc.nat(2),
        fc.constantFrom('CNY', 'USD'),
      )
      .map(([parentId, adjustmentBp, priority, currency]) => book(id, { parentId, adjustmentBp, priority, currency })),
  ),
);
const asked = fc.record({ quantity: fc.constantFrom('1', '2.5', '7', '10', '1000'), variantId: fc.constantFrom(null, 'v') });

describe('any prices and rules', () => {
  test('come to the same price in any order, with a trace that ends in it, never negative and never minus zero', () => {
    fc.assert(
      fc.property(
        fc.array(anyRule, { maxLength: 12 }),
        fc.array(anyPrice, { maxLength: 8 }),
        books,
        asked,
        fc.constantFrom('CNY', 'USD'),
        fc.integer(),
        (rules, prices, all, ask, currency, seed) => {
          const shuffled = <T>(list: readonly T[]): T[] =>
            list
              .map((one, index) => ({ one, key: Math.sin(seed + index * 7919) }))
              .toSorted((a, b) => a.key - b.key)
              .map(({ one }) => one);
          const made = price(data({ rules, prices, books: all }), ask, { currency });
          const again = price(data({ rules: shuffled(rules), prices: shuffled(prices), books: shuffled(all) }), ask, {
            currency,
          });
          expect(again).toEqual(made);
          expect(made.unitPriceMinor).not.toBeNull();
          expect(made.trace.at(-1)).toMatchObject({ toMinor: made.unitPriceMinor, currency });
          expect(made.unitPriceMinor).toBeGreaterThanOrEqual(0);
          expect(Object.is(made.unitPriceMinor, -0)).toBe(false);
          for (const [index, one] of made.trace.entries())
            if (one.fromMinor !== null) expect(made.trace[index - 1]?.toMinor).toBe(one.fromMinor);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('with tiers that fall: buying more is never dearer', () => {
    const tiers = fc
      .uniqueArray(fc.nat(500), { minLength: 1, maxLength: 8 })
      .map((starts) =>
        starts
          .toSorted((a, b) => a - b)
          .map((start, index) => written('gold', 100_000 - index * 1000, { id: `t${start}`, minQuantity: String(start) })),
      );
    fc.assert(
      fc.property(tiers, fc.integer({ min: 1, max: 600 }), fc.nat(100), (prices, quantity, more) => {
        const of = (count: number) => price(data({ books: [gold], prices }), { quantity: String(count) }).unitPriceMinor ?? -1;
        expect(of(quantity + more)).toBeLessThanOrEqual(of(quantity));
      }),
    );
  });
});
