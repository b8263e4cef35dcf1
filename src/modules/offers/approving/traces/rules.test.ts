import { describe, expect, it } from 'vitest';
import type { TraceReader } from '../../../approvals/subjects/rules.ts';
import type { PriceStep } from '../../../catalogue/pricing/contract.ts';
import { QuoteLine } from '../../content/contract.ts';
import { PricedBy } from '../../content/ways/contract.ts';
import { withTypists } from '../../pricing/rules.ts';
import { type Asked, traceOf } from './rules.ts';
import { traceText } from './wording/rules.ts';

const sam = '019a0000-0000-7000-8000-000000000001';
const nina = '019a0000-0000-7000-8000-000000000002';

const step = (
  code: PriceStep['code'],
  fromMinor: number | null,
  toMinor: number,
  params: PriceStep['params'] = {},
): PriceStep => ({
  code,
  params,
  currency: 'CNY',
  fromMinor,
  toMinor,
});
const gold: Asked = {
  unitPriceMinor: 855_00,
  book: { id: sam, name: 'Gold' },
  trace: [
    step('list', null, 1000_00),
    step('fixed', 1000_00, 900_00, { book: 'Gold' }),
    step('percent', 900_00, 855_00, { book: 'Gold', bp: -500, minQuantity: '10' }),
  ],
};
const fromCost: Asked = {
  unitPriceMinor: 130_00,
  book: { id: sam, name: 'Resale' },
  trace: [step('cost', null, 100_00, { validFrom: '2026-01-01' }), step('percent', 100_00, 130_00, { book: 'Resale', bp: 3000 })],
};
const way = PricedBy.parse({
  method: 'valueBased',
  productId: null,
  priceMinor: 850_00,
  isRecommended: true,
  reason: 'differentiated',
  on: '2026-11-26',
});

const line = (more: object): QuoteLine => QuoteLine.parse({ id: 'a', kind: 'item', name: 'Camera', unitPrice: '855', ...more });
const everything: TraceReader = { language: 'en', sees: () => true, nameOf: (id) => (id === sam ? 'Sam' : null) };
const noCosts: TraceReader = { ...everything, sees: ({ right }) => right === undefined };
const noPrices: TraceReader = { ...everything, sees: ({ reveals }) => reveals?.[1] !== 'priceMinor' };
const noTotals: TraceReader = { ...everything, sees: ({ of }) => of === undefined };

interface Case {
  name: string;
  more: object;
  asked?: Asked;
  discount?: QuoteLine['discount'];
  reader?: TraceReader;
  /** What the line comes to; by itself the price of one piece. */
  amounts?: Partial<Amounts>;
  is: string[];
  note?: string;
}
type Amounts = Parameters<typeof traceOf>[2];

const catalogue = ['List price = CN¥1,000.00', 'Gold: set price = CN¥900.00', 'Gold, from 10: -5% = CN¥855.00'];

describe('the trace of a line', () => {
  it.each<Case>([
    { name: 'as the catalogue asks', more: { foundPriceMinor: 855_00 }, asked: gold, is: catalogue },
    {
      name: 'typed over it, for a reason, with a discount',
      more: {
        unitPrice: '850',
        foundPriceMinor: 855_00,
        typedById: sam,
        priceReason: 'A rival asks as much.',
        discount: { kind: 'share', bp: 1000 },
      },
      asked: gold,
      amounts: { amountMinor: 765_00 },
      is: [...catalogue, 'typed by Sam = CN¥850.00', 'discount -10% = CN¥765.00'],
      note: 'Reason: A rival asks as much.',
    },
    {
      name: 'by somebody who is nobody any more',
      more: { unitPrice: '0.0125', typedById: nina },
      is: ['typed = CNY 0.0125'],
    },
    { name: 'never typed by anybody known', more: { unitPrice: '12' }, is: ['typed = CN¥12.00'] },
    {
      name: 'as the catalogue asked before',
      more: { unitPrice: '990', foundPriceMinor: 990_00 },
      asked: gold,
      is: [...catalogue, 'as the catalogue asked when the line was written = CN¥990.00'],
    },
    {
      name: 'one of the four ways',
      more: { unitPrice: '850', foundPriceMinor: 855_00, pricedBy: way },
      asked: gold,
      is: [...catalogue, 'Value-based price (The customer agreed on what only we offer, and can pay for it.) = CN¥850.00'],
    },
    {
      name: 'the way that its seller chose',
      more: { unitPrice: '850', pricedBy: { ...way, isRecommended: false } },
      is: ['Value-based price (The seller chose it.) = CN¥850.00'],
    },
    {
      name: 'what is taken off the whole',
      more: { unitPrice: '12', discount: { kind: 'amount', minor: 100 } },
      discount: { kind: 'share', bp: 250 },
      amounts: { amountMinor: 11_00, promotionMinor: 50, shareMinor: 76 },
      is: ['typed = CN¥12.00', 'discount -CN¥1.00', 'promotions -CN¥0.50', 'discount on the whole -2.5% = CN¥10.24'],
    },
    {
      name: 'of several pieces, each of which has a price',
      more: { unitPrice: '1000', quantity: '2', unit: 'pcs', discount: { kind: 'share', bp: 1500 } },
      amounts: { amountMinor: 1700_00 },
      is: ['typed = CN¥1,000.00', 'discount -15% = CN¥850.00', '2 pcs = CN¥1,700.00'],
    },
    {
      name: 'of a length, of which no piece has one',
      more: { unitPrice: '12', quantity: '2.5', unit: 'm', discount: { kind: 'share', bp: 1000 } },
      amounts: { amountMinor: 27_00 },
      is: ['typed = CN¥12.00', 'discount -10%', '2.5 m = CN¥27.00'],
    },
    {
      name: 'charged again and again',
      more: { unitPrice: '12', charge: { kind: 'recurring', period: 'month', count: 6, upliftBp: 0 } },
      amounts: { amountMinor: 72_00 },
      is: ['typed = CN¥12.00', '1 × 6 = CN¥72.00'],
    },
    {
      name: 'an option that is not chosen: nothing is taken off the whole of it',
      more: { unitPrice: '12' },
      discount: { kind: 'share', bp: 250 },
      amounts: { isCounted: false },
      is: ['typed = CN¥12.00'],
    },
    {
      name: 'made of the cost',
      more: { unitPrice: '130' },
      asked: fromCost,
      is: ['Cost since 1 January 2026 = CN¥100.00', 'Resale: +30% = CN¥130.00'],
    },
    {
      name: 'made of the cost, for whoever may not see costs',
      more: { unitPrice: '130' },
      asked: fromCost,
      reader: noCosts,
      is: ['Resale: worked out from the cost = CN¥130.00'],
    },
    {
      name: 'of list prices, for whoever may not see costs',
      more: { foundPriceMinor: 855_00 },
      asked: gold,
      reader: noCosts,
      is: catalogue,
    },
    {
      name: 'for whoever may not read prices of products',
      more: { unitPrice: '850', foundPriceMinor: 855_00 },
      asked: gold,
      reader: noPrices,
      is: ['typed = CN¥850.00'],
    },
    { name: 'for whoever may not read what quotes come to', more: { unitPrice: '850' }, asked: gold, reader: noTotals, is: [] },
    {
      name: 'in Chinese',
      more: { unitPrice: '850', foundPriceMinor: 855_00, typedById: sam },
      asked: gold,
      reader: { ...everything, language: 'zh-Hans' },
      is: ['标准价 = ¥1,000.00', 'Gold：固定价 = ¥900.00', 'Gold, 满 10：-5% = ¥855.00', 'Sam 手动定价 = ¥850.00'],
    },
  ])('$name', ({ more, asked, discount = null, reader = everything, amounts, is, note = null }) => {
    const kept = traceOf(
      line(more),
      { currency: 'CNY', discount },
      { isCounted: true, amountMinor: 855_00, shareMinor: 0, ...amounts },
      asked,
    );
    // It is kept as JSON and read from there.
    expect(traceText(JSON.parse(JSON.stringify(kept)), reader)).toEqual({ steps: is, note });
  });

  it('of a request that kept none is none', () => {
    const none = { steps: [], note: null };
    expect(traceText(undefined, everything)).toEqual(none);
    expect(traceText([], everything)).toEqual(none);
  });
});

describe('who typed a price', () => {
  const typed = { unitPrice: '80', foundPriceMinor: 100_00 };
  it.each([
    ['a new line', undefined, typed, nina],
    ['another price', { ...typed, unitPrice: '90', typedById: sam }, typed, nina],
    ['the same price', { ...typed, typedById: sam }, { ...typed, note: 'Soon' }, sam],
    ['the same price, whatever the writer says', { ...typed, typedById: sam }, { ...typed, typedById: nina }, sam],
    ['the same price of before this was kept', typed, typed, undefined],
    ['the price of the catalogue again', { ...typed, typedById: sam }, { ...typed, unitPrice: '100', typedById: sam }, undefined],
    ['one of the four ways', { ...typed, typedById: sam }, { unitPrice: '850', pricedBy: way, typedById: sam }, undefined],
    ['no price yet', undefined, { unread: { unitPrice: '' } }, undefined],
    ['free of charge', undefined, { unitPrice: '0' }, nina],
  ])('%s', (_name, was, is, expected) => {
    const [found] = withTypists(was ? [line(was)] : [], [line(is)], 'CNY', nina);
    expect(found?.typedById).toBe(expected);
  });
});
