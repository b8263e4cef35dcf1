import fc from 'fast-check';
import type { Db } from '../src/platform/db.ts';
import type { Scope } from '../src/platform/scope.ts';
import { QuoteLine, roundingModes } from '../src/modules/offers/content/contract.ts';
import type { Priced } from '../src/modules/offers/totals/rules.ts';

/** A line of a quote as far as a test says it. */
export type GivenLine = Omit<Partial<QuoteLine>, 'id'>;
/** What totals are made of, of lines as far as they are said. */
export const quote = (lines: GivenLine[], other: Partial<Priced> = {}): Priced => ({
  currency: 'EUR',
  isTaxIncluded: false,
  rounding: 'perRate',
  cashStepMinor: null,
  discount: null,
  promotions: [],
  ...other,
  lines: lines.map((line, index) => QuoteLine.parse({ id: `l${index}`, kind: 'item', name: 'x', ...line })),
});

const anyDiscount = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('share' as const), bp: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ kind: fc.constant('amount' as const), minor: fc.integer({ min: 0, max: 200_000 }) }),
);
const decimalText = (whole: number, scale: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: whole }), fc.integer({ min: 0, max: 10 ** scale - 1 }))
    .map(([a, b]) => `${a}.${String(b).padStart(scale, '0')}`);
const anyLine = fc.record({
  quantity: decimalText(500, 4),
  unitPrice: decimalText(5000, 5),
  discount: anyDiscount,
  taxBp: fc.constantFrom(0, 300, 600, 700, 1300, 1900, 2200, 10_000),
  isCredit: fc.boolean(),
  isOptional: fc.boolean(),
  isChosen: fc.boolean(),
  charge: fc.constantFrom(
    { kind: 'once' as const },
    { kind: 'recurring' as const, period: 'month' as const, count: 26, upliftBp: 333 },
  ),
});
const anyPromotion = fc
  .record({
    action: fc.oneof(
      fc.record({ kind: fc.constant('percent' as const), bp: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.integer({ min: 1, max: 50_000 }) }),
      fc.record({
        kind: fc.constant('free' as const),
        buy: fc.integer({ min: 1, max: 4 }),
        free: fc.integer({ min: 1, max: 3 }),
      }),
      fc.record({ kind: fc.constant('orderPercent' as const), bp: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({ kind: fc.constant('orderAmount' as const), amountMinor: fc.integer({ min: 1, max: 900_000 }) }),
    ),
    isExclusive: fc.boolean(),
    priority: fc.nat(2),
    minQuantity: fc.constantFrom(null, '1', '12.5'),
    minAmountMinor: fc.constantFrom(null, 0, 100_000),
  })
  .map((one) => ({ ...one, name: 'P', code: null, isForAll: true, productIds: [] }));
const anyPromotions = fc
  .array(anyPromotion, { maxLength: 3 })
  .map((all) => all.map((one, index) => ({ ...one, id: `00000000-0000-7000-8000-00000000000${index}` })));
/** Quotes as nobody would write them: credits, all discounts, every currency and mode. */
export const anyQuote = fc
  .record({
    promotions: anyPromotions,
    lines: fc.array(anyLine, { maxLength: 12 }),
    currency: fc.constantFrom('EUR', 'CNY', 'JPY', 'KWD', 'CHF'),
    isTaxIncluded: fc.boolean(),
    rounding: fc.constantFrom(...roundingModes),
    cashStepMinor: fc.constantFrom(null, 5, 10),
    discount: anyDiscount,
  })
  .map(({ lines, ...other }) => quote(lines, other));

/** Puts an accepted quote into the bin, where one may lie from before it was kept out of there. */
export async function binAccepted(db: Db, { workspaceId }: Scope, id: string): Promise<void> {
  for (const table of ['records', 'quotes'] as const)
    await db
      .updateTable(table)
      .set({ deletedAt: new Date().toISOString() })
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', id)
      .execute();
}
