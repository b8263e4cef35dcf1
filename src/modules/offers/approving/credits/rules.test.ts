import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyQuote, type GivenLine, quote } from '../../../../../test/quotes.ts';
import { QuoteContent } from '../../content/contract.ts';
import { emptyContent } from '../../revisions/rules.ts';
import { marginOf, withCreditCosts } from '../../totals/margins/rules.ts';
import { type Priced, totalsOf } from '../../totals/rules.ts';
import { approvalLines, approvalValues, type Floor, type Offered } from '../rules.ts';
import { creditsOf } from './rules.ts';

const productId = '018f0000-0000-7000-8000-000000000001';
const asked: Floor = { priceMinor: 4000_00, marginBp: null, targetMinor: null, targetBp: null, askedMinor: 5600_00 };

/** A quote as rules look at it: every product is asked 5,600.00 for and costs 3,250.00. */
function offered(given: Priced): Offered {
  const start = { currency: given.currency, language: 'en' as const, isTaxIncluded: given.isTaxIncluded, lines: given.lines };
  const content = QuoteContent.parse({ ...emptyContent(start), ...given });
  const products = content.lines.filter((line) => line.productId !== null);
  const totals = totalsOf(content);
  const costs = withCreditCosts(content, Object.fromEntries(products.map(({ id }) => [id, '3250'])));
  return {
    content,
    totals,
    margin: marginOf(content, totals, costs),
    floors: new Map(products.map(({ id }) => [id, asked])),
    departures: [],
    clauses: [],
    creditLeftMinor: null,
    toBase: (minor) => minor,
  };
}

const sold = { productId, unitPrice: '5600' };
const rebate = (unitPrice: string, more: GivenLine = {}): GivenLine => ({ unitPrice, isCredit: true, ...more });
const back = (unitPrice: string): GivenLine => ({ productId, unitPrice, isCredit: true });
const off = (bp: number) => ({ discount: { kind: 'share' as const, bp } });

describe('a credit', () => {
  it.each<[string, GivenLine[], { discountBp: number; marginBp: number | null; lines: [number, boolean][] }]>([
    [
      'of no product is a discount, in full',
      [sold, rebate('5500')],
      {
        discountBp: 9821,
        marginBp: -315_000,
        lines: [
          [9821, true],
          [9821, false],
        ],
      },
    ],
    [
      'adds to the discount of a line',
      [{ ...sold, ...off(1200) }, rebate('4000')],
      {
        discountBp: 8343,
        marginBp: -25_022,
        lines: [
          [8343, true],
          [7143, false],
        ],
      },
    ],
    [
      'is borne by all lines that are sold',
      [{ ...sold, quantity: '3' }, { unitPrice: '5600' }, rebate('1120')],
      {
        discountBp: 500,
        marginBp: 3782,
        lines: [
          [500, false],
          [500, false],
          [500, false],
        ],
      },
    ],
    [
      'is no less for being cut into small ones',
      [sold, rebate('560'), rebate('560')],
      {
        discountBp: 2000,
        marginBp: 2746,
        lines: [
          [2000, false],
          [1000, false],
          [1000, false],
        ],
      },
    ],
    [
      'counts before the customer takes it',
      [sold, rebate('5500', { isOptional: true })],
      {
        discountBp: 9821,
        marginBp: -315_000,
        lines: [
          [9821, true],
          [9821, false],
        ],
      },
    ],
    [
      'counts with as many as the customer may take',
      [sold, rebate('560', { limits: { min: '1', max: '3' } })],
      {
        discountBp: 1000,
        marginBp: 3552,
        lines: [
          [3000, true],
          [3000, false],
        ],
      },
    ],
    [
      'for goods that come back at what is asked for them gives nothing away',
      [{ ...sold, quantity: '3' }, back('5600')],
      {
        discountBp: 0,
        marginBp: 4196,
        lines: [
          [0, false],
          [0, false],
        ],
      },
    ],
    [
      'for them at less gives nothing away either',
      [{ ...sold, quantity: '3' }, back('5000')],
      {
        discountBp: 0,
        marginBp: 4492,
        lines: [
          [0, false],
          [0, false],
        ],
      },
    ],
    [
      'for them at more gives the rest away',
      [{ ...sold, quantity: '3' }, back('7280')],
      {
        discountBp: 1500,
        marginBp: 3172,
        lines: [
          [1000, false],
          [1000, false],
        ],
      },
    ],
  ])('%s', (_, lines, { discountBp, marginBp, lines: expected }) => {
    const given = offered(quote(lines, { currency: 'CNY' }));
    expect(approvalValues(given)).toMatchObject({ discountBp, marginBp });
    const values = approvalLines(given).map((line) => line.values);
    expect(values.map((one) => [one['discountBp'], one['isUnderFloor']])).toEqual(expected);
    for (const [index, one] of values.entries()) if (lines[index]?.isCredit) expect(one['marginBp']).toBeNull();
  });

  it('is split over what is sold so that the parts make up the whole', () => {
    fc.assert(
      fc.property(anyQuote, (priced) => {
        const given = offered(priced);
        const { borne, open } = creditsOf(given);
        const sum = (key: 'offMinor' | 'netMinor'): number => [...borne.values()].reduce((all, one) => all + one[key], 0);
        const credits = given.totals.lines.filter(({ id }) =>
          given.content.lines.some((line) => line.id === id && line.isCredit),
        );
        const taken = credits.map(({ shareMinor, amountMinor }) => Math.max(0, shareMinor - amountMinor));
        const all = taken.reduce((one, other) => one + other, 0);
        const soldMinor = given.totals.lines.filter(({ id, isCounted }) => isCounted && borne.has(id));
        const isBorne = soldMinor.reduce((one, line) => one + line.amountMinor - line.shareMinor, 0) !== 0;
        expect(sum('offMinor')).toBe(isBorne ? all : 0);
        expect(open.offMinor).toBeLessThanOrEqual(all);
      }),
      { numRuns: 1000 },
    );
  });
});
