import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyQuote, quote } from '../../../../test/quotes.ts';
import { moneyOfLines, sumOfLines } from '../../orders/amounts/rules.ts';
import { QuoteContent } from '../content/contract.ts';
import { freeze } from '../freezing/rules.ts';
import type { Priced } from '../totals/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import { orderLinesOf } from './rules.ts';

const heading = {
  number: 'QU-1',
  revision: 1,
  title: 'Any',
  issuedOn: '2026-11-26',
  seller: { company: 'Hengchuan', person: null, email: null },
  customer: { company: null, taxNumber: null, address: null, person: null },
  files: [],
};
const frozenOf = (priced: Priced) => freeze(QuoteContent.parse({ language: 'en', validDays: 30, ...priced }), heading);

describe('orderLinesOf', () => {
  it('comes to the cent to what was accepted, whatever the quote', () => {
    fc.assert(
      fc.property(anyQuote, (given) => {
        const { totals, ...frozen } = frozenOf(given);
        const lines = orderLinesOf(frozen);
        const sums = sumOfLines(lines);
        expect(sums).toEqual({ netMinor: totals.netMinor, taxMinor: totals.taxMinor, totalMinor: totals.grossMinor });
        expect(sums.totalMinor + totals.cashRoundingMinor).toBe(totals.totalMinor);
        const byRate = new Map(totals.rates.map((rate) => [rate.taxBp, rate]));
        for (const [taxBp, group] of Map.groupBy(lines, (line) => line.taxBp))
          expect(sumOfLines(group).taxMinor).toBe(byRate.get(taxBp)?.taxMinor);
        for (const { discountBp } of lines) expect(discountBp >= 0 && discountBp <= 10_000).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves out what was not chosen, and counts what comes back below zero', () => {
    const given = quote([
      { unitPrice: '10' },
      { unitPrice: '5', isOptional: true },
      { unitPrice: '7', isOptional: true, isChosen: true },
      { unitPrice: '12', alternativeOf: 'l0' },
      { unitPrice: '2', isCredit: true, quantity: '3' },
      { unitPrice: '100', charge: { kind: 'recurring', period: 'year', count: 2, upliftBp: 1000 } },
      { unitPrice: '80', charge: { kind: 'time', per: 'hour' } },
    ]);
    expect(orderLinesOf(frozenOf(given))).toMatchObject([
      { quantity: '1', unitPrice: '10', netMinor: 1000, period: null },
      { unitPrice: '7', netMinor: 700 },
      { quantity: '-3', unitPrice: '2', netMinor: -600 },
      { period: 'year', periodCount: 2, netMinor: 21_000 },
      { unit: 'hour', netMinor: 8000 },
    ]);
  });
});

describe('moneyOfLines', () => {
  it('works typed lines out as a quote of the same lines does', () => {
    fc.assert(
      fc.property(anyQuote, (given) => {
        const plain = given.lines.map(({ discount, isCredit, ...line }) => ({
          ...line,
          discount: discount?.kind === 'share' ? discount : null,
          isCredit,
          charge: { kind: 'once' as const },
          isOptional: false,
        }));
        const none = { discount: null, promotions: [], cashStepMinor: null };
        const asQuote = totalsOf({ ...given, ...none, lines: plain, rounding: 'perRate' });
        const typed = plain.map(({ quantity, unitPrice, discount, taxBp, isCredit }) => ({
          quantity: isCredit ? `-${quantity}` : quantity,
          unitPrice,
          discountBp: discount?.bp ?? 0,
          taxBp,
        }));
        const money = moneyOfLines(typed, given.currency, given.isTaxIncluded);
        expect(money).toEqual(
          asQuote.lines.map(({ netMinor, taxMinor, grossMinor }) => ({ netMinor, taxMinor, totalMinor: grossMinor })),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
