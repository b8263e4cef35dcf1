import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Promotion, PromotionLine } from './data/contract.ts';
import { applyPromotions } from './rules.ts';

const promotion = (id: string, action: Promotion['action'], more: Partial<Promotion> = {}): Promotion => ({
  id,
  priority: 0,
  isExclusive: false,
  code: null,
  validFrom: null,
  validTo: null,
  productIds: [],
  categories: [],
  accountIds: [],
  minQuantity: null,
  minAmountMinor: null,
  action,
  budgetMinor: null,
  usedMinor: 0,
  ...more,
});
const line = (id: string, quantity: string, unitPriceMinor: number, category: string | null = null): PromotionLine => ({
  id,
  productId: `p${id}`,
  category,
  quantity,
  unitPriceMinor,
});
const lines = [line('1', '3', 1000, 'Robots'), line('2', '1', 500), line('3', '2.5', 100)];
const context = { on: '2026-06-01', accountId: 'a', codes: ['spring'] };
const half: Promotion['action'] = { kind: 'percent', bp: 5000 };

describe('applyPromotions', () => {
  it.each<[string, Promotion[], number[]]>([
    ['per cent of each line', [promotion('x', half)], [1500, 250, 125]],
    ['an amount of each unit, not below nothing', [promotion('x', { kind: 'amount', amountMinor: 600 })], [1800, 500, 250]],
    ['one of three free', [promotion('x', { kind: 'free', buy: 2, free: 1 })], [1000, 0, 0]],
    ['an order discount, its parts the whole', [promotion('x', { kind: 'orderAmount', amountMinor: 100 })], [80, 13, 7]],
    ['no more than the order', [promotion('x', { kind: 'orderAmount', amountMinor: 9999 })], [3000, 500, 250]],
    ['one after the other', [promotion('x', half), promotion('y', half)], [2250, 375, 188]],
    [
      'an exclusive one alone',
      [promotion('x', half, { priority: 1, isExclusive: true }), promotion('y', half)],
      [1500, 250, 125],
    ],
    [
      'no exclusive one after another',
      [promotion('x', half, { isExclusive: true }), promotion('y', { kind: 'percent', bp: 1000 }, { priority: 1 })],
      [300, 50, 25],
    ],
    ['of one series', [promotion('x', half, { categories: ['robots'] })], [1500, 0, 0]],
    ['of one product', [promotion('x', half, { productIds: ['p2'] })], [0, 250, 0]],
    ['with its code', [promotion('x', half, { code: 'SPRING' })], [1500, 250, 125]],
    ['without its code', [promotion('x', half, { code: 'AUTUMN' })], [0, 0, 0]],
    ['not for another customer', [promotion('x', half, { accountIds: ['b'] })], [0, 0, 0]],
    ['over', [promotion('x', half, { validTo: '2026-05-31' })], [0, 0, 0]],
    ['enough of it', [promotion('x', half, { minQuantity: '6.5' })], [1500, 250, 125]],
    ['not enough of it', [promotion('x', half, { minQuantity: '6.6' })], [0, 0, 0]],
    ['not enough money', [promotion('x', half, { minAmountMinor: 3751 })], [0, 0, 0]],
    ['a budget that just reaches', [promotion('x', half, { budgetMinor: 1875 })], [1500, 250, 125]],
    ['a budget that is spent', [promotion('x', half, { budgetMinor: 2000, usedMinor: 126 })], [0, 0, 0]],
  ])('%s', (_, promotions, expected) => {
    expect(applyPromotions(lines, promotions, context).lines.map(({ discountMinor }) => discountMinor)).toEqual(expected);
  });

  it('names those whose budget does not reach', () => {
    expect(applyPromotions(lines, [promotion('x', half, { budgetMinor: 10 })], context)).toMatchObject({
      applied: [],
      spent: ['x'],
    });
  });

  const anyAction: fc.Arbitrary<Promotion['action']> = fc.oneof(
    fc.record({ kind: fc.constant('percent' as const), bp: fc.nat(10_000) }),
    fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.nat(100_000) }),
    fc.record({ kind: fc.constant('free' as const), buy: fc.integer({ min: 1, max: 5 }), free: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('orderPercent' as const), bp: fc.nat(10_000) }),
    fc.record({ kind: fc.constant('orderAmount' as const), amountMinor: fc.nat(1_000_000) }),
  );
  const anyPromotions = fc
    .array(fc.tuple(anyAction, fc.nat(2), fc.boolean(), fc.option(fc.nat(500_000))), { maxLength: 6 })
    .map((all) =>
      all.map(([action, priority, isExclusive, budgetMinor], at) =>
        promotion(`x${at}`, action, { priority, isExclusive, budgetMinor }),
      ),
    );
  const anyLines = fc
    .array(fc.tuple(fc.constantFrom('1', '2', '3.5', '12', '0.001'), fc.nat(1_000_000)), { minLength: 1, maxLength: 20 })
    .map((all) => all.map(([quantity, price], at) => line(String(at), quantity, price)));

  it('parts are the whole, no line goes below nothing, and the order of promotions does not matter', () => {
    fc.assert(
      fc.property(anyLines, anyPromotions, (given, promotions) => {
        const made = applyPromotions(given, promotions, context);
        expect(applyPromotions(given, promotions.toReversed(), context)).toEqual(made);
        for (const one of made.lines) {
          expect(one.parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(one.discountMinor);
          expect(one.discountMinor).toBeLessThanOrEqual(one.amountMinor);
          expect(one.discountMinor).toBeGreaterThanOrEqual(0);
        }
        for (const { promotionId, amountMinor } of made.applied) {
          const parts = made.lines.flatMap((one) => one.parts.filter((part) => part.promotionId === promotionId));
          expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(amountMinor);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
