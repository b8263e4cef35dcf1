import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyQuote, type GivenLine as Given, quote } from '../../../../test/quotes.ts';
import { QuotePromotion, roundingModes } from '../content/contract.ts';
import { promotedMinor } from '../promotions/rules.ts';
import type { Totals } from './contract.ts';
import { marginOf, withCreditCosts, withoutCreditCosts } from './margins/rules.ts';
import { type Priced, totalsOf } from './rules.ts';

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('totalsOf', () => {
  // What other programs got wrong by a cent, in each way of rounding.
  const fixtures: [string, Given[], number, Record<(typeof roundingModes)[number], number>][] = [
    [
      'odoo#37896',
      [{ quantity: '16', unitPrice: '348.35', discount: { kind: 'share', bp: 400 }, taxBp: 2200 }],
      535_066,
      { perLine: 117_715, perRate: 117_715, exact: 117_714 },
    ],
    [
      'odoo#13687',
      ['5095.20', '523.20', '80.64', '54.12', '182.00', '186.20'].map((unitPrice) => ({ unitPrice, taxBp: 700 })),
      612_136,
      { perLine: 42_848, perRate: 42_850, exact: 42_850 },
    ],
    [
      'odoo#154861',
      [
        { unitPrice: '54.45', taxBp: 1000 },
        { unitPrice: '600', taxBp: 1000 },
        { unitPrice: '500', taxBp: 1000, isCredit: true },
      ],
      15_445,
      { perLine: 1545, perRate: 1545, exact: 1545 },
    ],
    [
      'odoo#14054',
      [
        { unitPrice: '707.02', taxBp: 1900 },
        { unitPrice: '66.39', taxBp: 1900 },
      ],
      77_341,
      { perLine: 14_694, perRate: 14_695, exact: 14_695 },
    ],
  ];
  it.each(
    fixtures.flatMap(([name, lines, net, taxes]) => roundingModes.map((mode) => [name, mode, lines, net, taxes[mode]] as const)),
  )('%s, %s', (_name, rounding, lines, netMinor, taxMinor) => {
    expect(totalsOf(quote([...lines], { rounding }))).toMatchObject({ netMinor, taxMinor, grossMinor: netMinor + taxMinor });
  });

  it.each([
    ['JPY has no decimals', quote([{ quantity: '3', unitPrice: '333.5', taxBp: 1000 }], { currency: 'JPY' }), 1001, 100, 1101],
    ['KWD has three', quote([{ quantity: '1.5', unitPrice: '10.123', taxBp: 500 }], { currency: 'KWD' }), 15_185, 759, 15_944],
    ['a price of a piece has more than the currency', quote([{ quantity: '12000', unitPrice: '0.00375' }]), 4500, 0, 4500],
    ['tax inside the price', quote([{ unitPrice: '113', taxBp: 1300 }], { isTaxIncluded: true }), 10_000, 1300, 11_300],
    ['no lines', quote([]), 0, 0, 0],
  ])('%s', (_name, given, netMinor, taxMinor, grossMinor) => {
    expect(totalsOf(given)).toMatchObject({ netMinor, taxMinor, grossMinor, totalMinor: grossMinor });
  });

  it('pays CHF in steps of 0.05', () => {
    const totals = totalsOf(quote([{ unitPrice: '10.03', taxBp: 0 }], { currency: 'CHF', cashStepMinor: 5 }));
    expect(totals).toMatchObject({ grossMinor: 1003, cashRoundingMinor: 2, totalMinor: 1005 });
  });

  it('splits a discount on the whole so that its parts sum to it', () => {
    const lines = [{ unitPrice: '10' }, { unitPrice: '10' }, { unitPrice: '10' }];
    const totals = totalsOf(quote(lines, { discount: { kind: 'amount', minor: 100 } }));
    expect(totals.lines.map(({ shareMinor }) => shareMinor)).toEqual([34, 33, 33]);
    expect(totals).toMatchObject({ subtotalMinor: 3000, discountMinor: 100, netMinor: 2900 });
  });

  it('counts options when chosen, and an alternative in place of what it replaces', () => {
    const lines: Given[] = [
      { unitPrice: '10' },
      { unitPrice: '5', isOptional: true },
      { unitPrice: '7', isOptional: true, isChosen: true },
      { unitPrice: '12', alternativeOf: 'l0' },
    ];
    expect(totalsOf(quote(lines)).netMinor).toBe(1700);
    const chosen = lines.map((line, index) => (index === 3 ? { ...line, isChosen: true } : line));
    expect(totalsOf(quote(chosen)).netMinor).toBe(1900);
    expect(totalsOf(quote(lines)).lines[1]).toMatchObject({ isCounted: false, netMinor: 500 });
  });

  it('adds up what recurs: every period rounded by itself, dearer from year to year', () => {
    const charge = { kind: 'recurring', period: 'month', count: 30, upliftBp: 500 } as const;
    const totals = totalsOf(quote([{ unitPrice: '99.99', charge }, { unitPrice: '1000' }]));
    // 12 × 99.99 + 12 × 104.99 + 6 × 110.24
    expect(totals).toMatchObject({ recurringMinor: 312_120, annualMinor: 119_988, oneOffMinor: 100_000, netMinor: 412_120 });
    expect(totals.perPeriod).toEqual([{ period: 'month', netMinor: 9999 }]);
  });

  const recurring = (period: 'month' | 'quarter' | 'year', count: number, upliftBp = 0) => ({
    charge: { kind: 'recurring' as const, period, count, upliftBp },
  });
  it.each<[string, Given[], Partial<Priced>, number, number | undefined]>([
    ['nothing that recurs', [{ unitPrice: '500' }], {}, 500_00, undefined],
    ['three years by month', [{ unitPrice: '100', ...recurring('month', 36) }], {}, 3600_00, 1200_00],
    // 1,200 + 1,260 + 1,323
    ['dearer each year', [{ unitPrice: '100', ...recurring('month', 36, 500) }], {}, 3783_00, 1261_00],
    [
      'something charged once beside it',
      [{ unitPrice: '500' }, { unitPrice: '100', ...recurring('month', 36) }],
      {},
      4100_00,
      1200_00,
    ],
    ['half a year counts as one', [{ unitPrice: '100', ...recurring('month', 6) }], {}, 600_00, 600_00],
    ['a year and a half', [{ unitPrice: '100', ...recurring('quarter', 6) }], {}, 600_00, 400_00],
    [
      'lines of different terms, each by its own',
      [
        { unitPrice: '100', ...recurring('month', 36) },
        { unitPrice: '240', ...recurring('year', 1) },
      ],
      {},
      3840_00,
      1440_00,
    ],
    [
      'lines of one term are divided together',
      [
        { unitPrice: '0.7', ...recurring('month', 18) },
        { unitPrice: '0.01', ...recurring('month', 18) },
        { unitPrice: '0.01', ...recurring('month', 18) },
      ],
      {},
      12_96,
      8_64,
    ],
    [
      'less what is off the whole',
      [{ unitPrice: '100', ...recurring('year', 3) }],
      { discount: { kind: 'share', bp: 1000 } },
      270_00,
      90_00,
    ],
    [
      'without the tax in the price',
      [{ unitPrice: '113', taxBp: 1300, ...recurring('year', 2) }],
      { isTaxIncluded: true },
      200_00,
      100_00,
    ],
    [
      'less a credit, without an option that was not chosen',
      [
        { unitPrice: '100', ...recurring('year', 2) },
        { unitPrice: '10', isCredit: true, ...recurring('year', 2) },
        { unitPrice: '50', isOptional: true, ...recurring('year', 5) },
      ],
      {},
      180_00,
      90_00,
    ],
  ])('values a contract: %s', (_name, lines, other, tcvMinor, acvMinor) => {
    const totals = totalsOf(quote(lines, other));
    expect([totals.netMinor, totals.oneOffMinor + totals.recurringMinor, totals.acvMinor]).toEqual([
      tcvMinor,
      tcvMinor,
      acvMinor,
    ]);
  });

  it('sums sections, and leaves out what cannot be read', () => {
    const totals = totalsOf(
      quote([
        { kind: 'section', name: 'A' },
        { unitPrice: '1' },
        { unitPrice: '2', unread: { quantity: 'two' } },
        { kind: 'section', name: 'B' },
        { unitPrice: '4' },
      ]),
    );
    expect(totals.sections.map(({ netMinor }) => netMinor)).toEqual([100, 400]);
    expect(totals.netMinor).toBe(500);
  });

  it('refuses what no number holds exactly', () => {
    const big = { quantity: '999999999', unitPrice: '9999999999999' };
    expect(() => totalsOf(quote([big]))).toThrow(expect.objectContaining({ code: 'amount_too_big' }));
  });
});

describe('promotions', () => {
  const promotion = (id: string, action: object, more: object = {}) =>
    QuotePromotion.parse({ id: '00000000-0000-4000-8000-00000000000' + id, name: id, isForAll: true, action, ...more });
  const product = '11111111-1111-4111-8111-111111111111';

  it('count pieces, whatever unit a line is in', () => {
    const lines = [{ quantity: '2', unitPrice: '120', unit: 'box', conversion: { factor: '12', base: 'pc' } }];
    const off = (action: object, more: object = {}) =>
      totalsOf(quote(lines, { promotions: [promotion('1', action, more)] })).discountMinor;
    expect(off({ kind: 'amount', amountMinor: 100 })).toBe(24_00);
    // Of 24 pieces for 10.00 each, 8 cost nothing.
    expect(off({ kind: 'free', buy: 2, free: 1 })).toBe(80_00);
    expect([
      off({ kind: 'percent', bp: 1000 }, { minQuantity: '24' }),
      off({ kind: 'percent', bp: 1000 }, { minQuantity: '25' }),
    ]).toEqual([24_00, 0]);
  });

  it.each(roundingModes)('come after discounts of lines and before the one on the whole, to the cent, %s', (rounding) => {
    const lines = [
      { quantity: '3', unitPrice: '10', discount: { kind: 'share' as const, bp: 1000 }, taxBp: 1300, productId: product },
      { unitPrice: '5', taxBp: 600 },
      { unitPrice: '4', isCredit: true, taxBp: 1300 },
    ];
    const promotions = [
      promotion('1', { kind: 'free', buy: 2, free: 1 }, { isForAll: false, productIds: [product], priority: 1 }),
      promotion('2', { kind: 'orderAmount', amountMinor: 100 }),
    ];
    const totals = totalsOf(quote(lines, { promotions, rounding, discount: { kind: 'share', bp: 1000 } }));
    // 27.00 + 5.00 − 4.00; a third of 27.00 free, 1.00 off 23.00 together, then 10 % of 18.00.
    expect(totals).toMatchObject({ subtotalMinor: 2800, discountMinor: 900 + 100 + 180, netMinor: 1620 });
    expect(totals.promotions?.map(({ amountMinor }) => amountMinor)).toEqual([900, 100]);
    expect(totals.lines.map(({ promotionMinor }) => promotionMinor)).toEqual([900 + 78, 22, undefined]);
  });
});

describe('marginOf', () => {
  it('is what is left of the net, of lines whose cost is known', () => {
    const given = quote([{ quantity: '2', unitPrice: '100', discount: { kind: 'share', bp: 1000 } }, { unitPrice: '50' }]);
    const margin = marginOf(given, totalsOf(given), { l0: '60.5' });
    expect(margin).toMatchObject({ costMinor: 12_100, marginMinor: 5900, marginBp: 3278, unknown: 1 });
  });

  const sold = { unitPrice: '5600', productId: '018f0000-0000-7000-8000-000000000001' };
  const back = { ...sold, isCredit: true };
  it.each<[string, Given[], Record<string, string>, object]>([
    [
      'a credit of no product costs nothing and takes off in full',
      [sold, { unitPrice: '5500', isCredit: true }],
      { l0: '3250' },
      { costMinor: 3250_00, marginMinor: -3150_00, marginBp: -315_000, unknown: 0 },
    ],
    [
      'goods that come back bring their cost',
      [{ ...sold, quantity: '2' }, back],
      { l0: '3250', l1: '3250' },
      { costMinor: 3250_00, marginMinor: 2350_00, marginBp: 4196, unknown: 0 },
    ],
    [
      'goods whose cost nobody knows bring nothing',
      [
        { ...sold, quantity: '2' },
        { ...back, unitPrice: '1000' },
      ],
      { l0: '3250' },
      { costMinor: 6500_00, marginMinor: 3700_00, marginBp: 3627, unknown: 0 },
    ],
    [
      'credits beyond what is sold leave a loss that is no share of anything',
      [sold, { unitPrice: '5700', isCredit: true }],
      { l0: '3250' },
      { marginMinor: -3350_00, marginBp: null, unknown: 0 },
    ],
    [
      'a credit says nothing where no cost is known of what is sold',
      [sold, { unitPrice: '5500', isCredit: true }],
      {},
      { costMinor: 0, marginMinor: 0, marginBp: null, unknown: 2 },
    ],
  ])('%s', (_, lines, costs, expected) => {
    const given = quote(lines);
    const known = withCreditCosts(given, costs);
    expect(marginOf(given, totalsOf(given), known)).toMatchObject(expected);
    expect(withoutCreditCosts(given, known)).toEqual(costs);
  });

  it('of what was sent without the costs of credits is what it was', () => {
    const given = quote([sold, { unitPrice: '5500', isCredit: true }]);
    expect(marginOf(given, totalsOf(given), { l0: '3250' })).toMatchObject({ marginMinor: 2350_00, marginBp: 4196, unknown: 1 });
  });
});

function everyNumber({ lines, sections, rates, perPeriod, promotions: _promotions, ...sums }: Totals): number[] {
  const of = (one: object): number[] => Object.values(one).filter((value) => typeof value === 'number');
  return [...of(sums), ...[...lines, ...sections, ...rates, ...perPeriod].flatMap(of)];
}

describe('any quote', () => {
  it('has parts that sum to the whole, in whole numbers', () => {
    fc.assert(
      fc.property(anyQuote, (given) => {
        const totals = totalsOf(given);
        const counted = totals.lines.filter(({ isCounted }) => isCounted);
        for (const key of ['netMinor', 'taxMinor', 'grossMinor'] as const) {
          expect(sum(counted.map((line) => line[key]))).toBe(totals[key]);
          expect(sum(totals.rates.map((rate) => rate[key]))).toBe(totals[key]);
        }
        expect(sum(counted.map(({ shareMinor }) => shareMinor))).toBe(totals.discountMinor);
        expect(sum(counted.map(({ promotionMinor = 0 }) => promotionMinor))).toBe(promotedMinor(totals.promotions));
        for (const { amountMinor, promotionMinor = 0 } of totals.lines)
          expect(promotionMinor >= 0 && promotionMinor <= Math.max(0, amountMinor)).toBe(true);
        expect(totals.oneOffMinor + totals.recurringMinor).toBe(totals.netMinor);
        expect(totals.subtotalMinor - totals.discountMinor).toBe(given.isTaxIncluded ? totals.grossMinor : totals.netMinor);
        for (const line of totals.lines) {
          expect(line.listMinor - line.discountMinor).toBe(line.amountMinor);
          expect(line.amountMinor - line.shareMinor).toBe(given.isTaxIncluded ? line.grossMinor : line.netMinor);
          expect(line.netMinor + line.taxMinor).toBe(line.grossMinor);
        }
        for (const one of everyNumber(totals)) expect(Number.isSafeInteger(one) && !Object.is(one, -0)).toBe(true);
        expect(Math.abs(totals.totalMinor) % (given.cashStepMinor ?? 1)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('is nothing at all after a discount of 100 %', () => {
    fc.assert(
      fc.property(anyQuote, (given) => {
        const totals = totalsOf({ ...given, discount: { kind: 'share', bp: 10_000 } });
        expect([totals.netMinor, totals.taxMinor, totals.totalMinor]).toEqual([0, 0, 0]);
        for (const { isCounted, netMinor, taxMinor } of totals.lines) if (isCounted) expect([netMinor, taxMinor]).toEqual([0, 0]);
      }),
      { numRuns: 2000 },
    );
  });
});
