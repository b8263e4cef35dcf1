import { describe, expect, it } from 'vitest';
import { StrategySettings } from '../../catalogue/strategies/settings/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { AskedLine } from './contract.ts';
import { pricedByWay } from './choosing/rules.ts';
import { compareLine, type LineFacts, netOf, winRateAt } from './rules.ts';
import { startInputs } from './starting/rules.ts';

const closed = [
  { netMinor: 9_500, isWon: true },
  { netMinor: 10_900, isWon: false },
  { netMinor: 11_100, isWon: true },
  { netMinor: 5_000, isWon: true },
];

describe('winRateAt', () => {
  it.each([
    [10_000, { won: 1, n: 2 }],
    [10_100, { won: 2, n: 3 }],
    [100, { won: 0, n: 0 }],
    [null, null],
  ])('at %j is %j', (minor, expected) => {
    expect(winRateAt(closed, minor)).toEqual(expected);
  });
});

const asked = (inputs: object = {}, more: object = {}) =>
  AskedLine.parse({ lineId: 'a', unitPriceMinor: 10_000, inputs, ...more });
const facts = (more: Partial<LineFacts> = {}, settings: object = {}): LineFacts => ({
  price: null,
  costMinor: 6_000,
  floorBp: 1_000,
  targetBp: 4_000,
  product: { settings: { ...StrategySettings.parse(settings), version: 1 }, rivals: [], unconverted: 0, range: null },
  closed,
  paidMinor: null,
  ...more,
});
const context = { today: '2026-06-01', isTaxIncluded: false, seesCost: true, toOwn: (minor: number) => minor };
const priceOf = (made: ReturnType<typeof compareLine>, method: string) => made.strategies.find((one) => one.method === method);

describe('compareLine', () => {
  it('prices from the cost by markup, else by the target margin of the product', () => {
    expect(priceOf(compareLine(asked(), facts(), context), 'costPlus')).toMatchObject({ priceMinor: 10_000, marginBp: 4_000 });
    const markup = compareLine(asked({ markupBp: 5_000 }), facts(), context);
    expect(priceOf(markup, 'costPlus')).toMatchObject({ priceMinor: 9_000, isUnderTarget: true, isUnderFloor: false });
    expect(markup.used).toMatchObject({ markupBp: 5_000, targetMarginBp: null });
  });

  it('puts the tax on top where prices hold it, and looks at margins without it', () => {
    const made = compareLine(asked({}, { taxBp: 1_300 }), facts(), { ...context, isTaxIncluded: true });
    expect(priceOf(made, 'costPlus')).toMatchObject({ priceMinor: 11_300, marginBp: 4_000, isUnderTarget: false });
    expect(netOf(11_300, 1_300, true)).toBe(10_000);
  });

  it('says what the price leaves that the line has now, without its tax', () => {
    expect(compareLine(asked(), facts(), context).marginBp).toBe(4_000);
    const gross = compareLine(asked({}, { taxBp: 2_500 }), facts(), { ...context, isTaxIncluded: true });
    expect(gross.marginBp).toBe(2_500);
    expect(compareLine(asked(), facts({ costMinor: null }), context).marginBp).toBeNull();
    expect(compareLine(asked(), facts(), { ...context, seesCost: false }).marginBp).toBeNull();
  });

  it('keeps cost, markup and margins from whoever may not see costs', () => {
    const made = compareLine(asked({ needs: [{ what: 'x', benefitMinor: 40_000 }] }), facts({}, { markupBp: 2_500 }), {
      ...context,
      seesCost: false,
    });
    expect(priceOf(made, 'costPlus')).toMatchObject({ priceMinor: null, missing: ['hidden'], inputs: {} });
    expect(priceOf(made, 'valueBased')).toMatchObject({ priceMinor: 12_000, marginBp: null });
    expect(made.used).toMatchObject({ markupBp: null, targetMarginBp: null });
  });

  it('takes willingness to pay as typed, else from the survey, else from what was paid', () => {
    const range = { optimalMinor: 1, usualMinor: 1, leastMinor: 1, mostMinor: 8_000, n: 5 };
    const needs = [{ what: 'x', benefitMinor: 40_000 }];
    const surveyed = facts({ product: { ...facts().product, range }, paidMinor: 7_000 });
    const most = (inputs: object, given: LineFacts) => {
      const made = compareLine(asked({ needs, ...inputs }), given, context);
      return [priceOf(made, 'valueBased')?.priceMinor, made.used.mostFrom];
    };
    expect(most({ mostMinor: 9_000 }, surveyed)).toEqual([9_000, 'typed']);
    expect(most({}, surveyed)).toEqual([8_000, 'survey']);
    expect(most({}, facts({ paidMinor: 7_000 }))).toEqual([7_000, 'history']);
    expect(most({}, facts())).toEqual([12_000, null]);
  });

  it('never recommends what lies below the floor', () => {
    const rivals = [{ competitorId: 'r', competitor: 'R', amountMinor: 6_100, source: 's', observedOn: '2026-05-01' }];
    const made = compareLine(asked(), facts({ product: { ...facts().product, rivals } }), context);
    expect(priceOf(made, 'competitionBased')).toMatchObject({ priceMinor: 6_100, isUnderFloor: true, winRate: { n: 0 } });
    expect(made.recommended).toEqual({ method: 'costPlus', reason: 'only' });
  });

  it('moves the usual price by the bands of demand, typed figures before those of the product', () => {
    const settings = {
      figures: { stockDays: 90 },
      bands: {
        stockDays: [
          { from: 0, changeBp: 1_000 },
          { from: 60, changeBp: -500 },
        ],
      },
    };
    expect(priceOf(compareLine(asked(), facts({}, settings), context), 'demandBased')?.priceMinor).toBe(9_500);
    const scarce = compareLine(asked({ figures: { stockDays: 10 } }), facts({}, settings), context);
    expect(priceOf(scarce, 'demandBased')?.priceMinor).toBe(11_000);
    expect(scarce.recommended).toEqual({ method: 'demandBased', reason: 'scarce' });
  });
});

describe('the win rate at the usual price', () => {
  const bands = {
    winRateBp: [
      { from: 0, changeBp: -800 },
      { from: 5_000, changeBp: 600 },
    ],
  };
  const ended = (won: number, n: number) =>
    facts({ closed: Array.from({ length: n }, (_, index) => ({ netMinor: 10_000, isWon: index < won })) }, { bands });
  it.each([
    { won: 1, n: 5, inputs: {}, price: 9_200, figure: 2_000 },
    { won: 3, n: 6, inputs: {}, price: 10_600, figure: 5_000 },
    { won: 4, n: 4, inputs: {}, price: undefined, figure: null },
    { won: 0, n: 9, inputs: { figures: { winRateBp: 7_000 } }, price: 10_600, figure: 7_000 },
  ])('of $won in $n moves it to $price', ({ won, n, inputs, price, figure }) => {
    const made = compareLine(asked(inputs), ended(won, n), context);
    expect(priceOf(made, 'demandBased')?.priceMinor).toBe(price ?? null);
    expect(made.used).toMatchObject({ figures: { winRateBp: figure }, usualWins: { won, n } });
  });
});

describe('pricedByWay', () => {
  const line = QuoteLine.parse({
    id: 'a',
    kind: 'item',
    name: 'A',
    discount: { kind: 'share', bp: 1_000 },
    unread: { unitPrice: '?' },
  });
  const made = compareLine(asked({ needs: [{ what: 'x', benefitMinor: 40_000, isOurs: true }] }), facts(), context);
  const needs = [{ what: 'x', benefitMinor: 40_000, isOurs: true }];
  const choice = { ...asked({ needs, markupBp: 2_000 }, { quantity: '3' }), currency: 'CNY', on: '2026-06-01' };

  it('sets the price, takes the discount off, and keeps what led there', () => {
    expect(pricedByWay(line, made, 'valueBased', choice)).toEqual({
      unitPrice: '120.00',
      discount: null,
      unread: null,
      pricedBy: {
        method: 'valueBased',
        productId: null,
        priceMinor: 12_000,
        inputs: { benefitMinor: 40_000, needs: 1, shareBp: 3_000, mostMinor: null },
        needs,
        cost: { markupBp: 2_000, targetMarginBp: null, costMinor: null, marginBp: null },
        said: { quantity: '3', shareBp: null, mostMinor: null, premiumBp: null, figures: {} },
        isRecommended: true,
        reason: 'differentiated',
        on: '2026-06-01',
      },
    });
  });

  it('keeps nothing from which the cost follows, and refuses what is not usable', () => {
    expect(pricedByWay(line, made, 'costPlus', choice)?.pricedBy).toMatchObject({
      inputs: {},
      cost: { markupBp: 2_000, targetMarginBp: null },
      isRecommended: false,
    });
    const unsaid = { ...choice, inputs: asked({ needs }).inputs };
    expect(pricedByWay(line, made, 'costPlus', unsaid)?.pricedBy?.cost).toBeUndefined();
    expect(pricedByWay(line, made, 'competitionBased', choice)).toBeNull();
  });

  it('begins with what the line was priced by, else with the needs of the quote', () => {
    const { needs: named } = startInputs({ pricedBy: null }, [{ need: 'Fewer rejects' }, { need: '' }]);
    expect(named).toEqual([{ what: 'Fewer rejects', benefitMinor: 0, isOurs: false }]);
    const again = startInputs({ pricedBy: pricedByWay(line, made, 'valueBased', choice)?.pricedBy }, [{ need: 'Other' }]);
    expect(again.needs).toEqual(needs);
  });
});
