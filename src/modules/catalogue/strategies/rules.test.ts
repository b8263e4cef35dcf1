import { describe, expect, it } from 'vitest';
import { recommend } from './choice/rules.ts';
import type { Strategy, WillingnessAnswer } from './data/contract.ts';
import { bandOf, competitionBased, costPlus, demandBased, valueBased } from './rules.ts';
import { priceRange } from './survey/rules.ts';

const shape = ({ priceMinor, marginBp, isUsable, missing }: Strategy) => [priceMinor, marginBp, isUsable, missing];

describe('costPlus', () => {
  it.each([
    [60_000, { markupBp: 2500 }, [75_000, 2000, true, []]],
    [60_000, { targetMarginBp: 3000 }, [85_715, 3000, true, []]],
    [60_000, { markupBp: 2500, targetMarginBp: 3000 }, [85_715, 3000, true, []]],
    [0, { markupBp: 2500 }, [0, null, true, []]],
    [null, { markupBp: 2500 }, [null, null, false, ['cost']]],
    [60_000, {}, [null, null, false, ['aim']]],
  ])('%j with %j', (cost, aim, expected) => {
    expect(shape(costPlus(cost, aim))).toEqual(expected);
  });
});

describe('valueBased', () => {
  it.each([
    [[300_000, 200_000], 3000, {}, [150_000, null, true, []]],
    [[500_000], 3000, { costMinor: 60_000, mostMinor: 120_000 }, [120_000, 5000, true, []]],
    [[], 3000, {}, [null, null, false, ['benefit']]],
    [[100], 0, {}, [0, null, true, []]],
  ])('benefits %j at %i', (benefits, share, options, expected) => {
    expect(
      shape(
        valueBased(
          benefits.map((benefitMinor) => ({ benefitMinor })),
          share,
          options,
        ),
      ),
    ).toEqual(expected);
  });
});

describe('competitionBased', () => {
  const at = (competitorId: string, amountMinor: number, observedOn: string) => ({ competitorId, amountMinor, observedOn });
  const prices = [
    at('a', 90_000, '2026-01-01'),
    at('a', 100_000, '2026-05-01'),
    at('b', 110_000, '2026-05-20'),
    at('c', 1, '2024-01-01'),
  ];
  const when = { premiumBp: 500, today: '2026-06-01', maxDays: 180 };
  it('takes the median of the latest prices that are not too old', () => {
    const made = competitionBased(prices, when, 60_000);
    expect(shape(made)).toEqual([110_250, 4558, true, []]);
    expect(made.inputs).toEqual({ middleMinor: 105_000, competitors: 2, tooOld: 1, oldestDays: 31, premiumBp: 500 });
  });
  it.each([
    [[], ['prices']],
    [[at('c', 1, '2024-01-01')], ['freshPrices']],
  ])('%j misses %j', (known, missing) => {
    expect(shape(competitionBased(known, when))).toEqual([null, null, false, missing]);
  });
});

describe('demandBased', () => {
  const bands = {
    stockDays: [
      { from: 0, changeBp: 1000 },
      { from: 30, changeBp: 0 },
      { from: 180, changeBp: -1500 },
    ],
    loadBp: [{ from: 9000, changeBp: 800 }],
    winRateBp: [
      { from: 0, changeBp: -500 },
      { from: 3000, changeBp: 0 },
      { from: 6000, changeBp: 400 },
    ],
  };
  it.each([
    [100_000, { stockDays: 10 }, [110_000, null, true, []]],
    [100_000, { stockDays: 30 }, [100_000, null, true, []]],
    [100_000, { stockDays: 400 }, [90_000, null, true, []]],
    [100_000, { stockDays: 10, loadBp: 9500 }, [115_000, null, true, []]],
    [100_000, { winRateBp: 2999 }, [95_000, null, true, []]],
    [100_000, { winRateBp: 6000 }, [104_000, null, true, []]],
    [100_000, { winRateBp: 0, loadBp: 9500 }, [103_000, null, true, []]],
    [100_000, { stockDays: null }, [null, null, false, ['figures']]],
    [100_000, { seasonBp: 12_000 }, [null, null, false, ['bands']]],
    [100_000, { seasonBp: 12_000, stockDays: 10 }, [110_000, null, true, []]],
    [null, { stockDays: 10 }, [null, null, false, ['usualPrice']]],
  ])('%j with %j', (usual, figures, expected) => {
    expect(shape(demandBased(usual, { figures, bands, leastBp: -1000, mostBp: 1500 }))).toEqual(expected);
  });
  it('changes nothing below the first band, whatever their order', () => {
    expect(bandOf(bands.loadBp, 100)).toBe(0);
    expect(bandOf(bands.stockDays.toReversed(), 29.5)).toBe(1000);
  });
});

describe('priceRange', () => {
  const answer = (tooCheapMinor: number, cheapMinor: number, dearMinor: number, tooDearMinor: number): WillingnessAnswer => ({
    tooCheapMinor,
    cheapMinor,
    dearMinor,
    tooDearMinor,
  });
  it('finds the optimum within what is acceptable, and leaves out answers in no order', () => {
    const range = priceRange([answer(50, 80, 120, 160), answer(60, 90, 130, 170), answer(40, 70, 110, 150), answer(99, 1, 5, 2)]);
    expect(range?.n).toBe(3);
    const { leastMinor = 0, optimalMinor = 0, usualMinor = 0, mostMinor = 0 } = range ?? {};
    expect(leastMinor).toBeLessThanOrEqual(optimalMinor);
    expect(optimalMinor).toBeLessThanOrEqual(mostMinor);
    expect(leastMinor).toBeLessThanOrEqual(usualMinor);
    expect(usualMinor).toBeLessThanOrEqual(mostMinor);
  });
  it('has the crossings of two people where they lie', () => {
    expect(priceRange([answer(10, 30, 20 + 10, 50), answer(20, 40, 50, 60)])).toMatchObject({ n: 2, usualMinor: 40 });
  });
  it.each([[[]], [[answer(9, 1, 2, 3)]]])('of %j is none', (answers) => {
    expect(priceRange(answers)).toBeNull();
  });
});

describe('recommend', () => {
  const usable = (...methods: Strategy['method'][]): Strategy[] =>
    (['valueBased', 'costPlus', 'competitionBased', 'demandBased'] as const).map((method) => ({
      method,
      priceMinor: 1,
      marginBp: null,
      inputs: {},
      isUsable: methods.includes(method),
      missing: [],
    }));
  const plain = { differentiators: 0, isScarce: false, canPay: null };
  it.each([
    [usable(), plain, null, 'none'],
    [usable('costPlus'), plain, 'costPlus', 'only'],
    [usable('costPlus', 'competitionBased'), plain, 'competitionBased', 'compared'],
    [usable('costPlus', 'valueBased'), plain, 'costPlus', 'costKnown'],
    [usable('costPlus', 'valueBased'), { ...plain, differentiators: 2 }, 'valueBased', 'differentiated'],
    [usable('costPlus', 'valueBased'), { ...plain, differentiators: 2, canPay: false }, 'costPlus', 'costKnown'],
    [usable('costPlus', 'competitionBased', 'demandBased'), { ...plain, isScarce: true }, 'demandBased', 'scarce'],
    [usable('valueBased', 'demandBased'), plain, 'valueBased', 'noneBetter'],
  ])('case %#', (strategies, situation, method, reason) => {
    expect(recommend(strategies, situation)).toEqual({ method, reason });
  });
});
