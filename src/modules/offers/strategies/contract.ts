import { z } from 'zod';
import { CalendarDay, CurrencyCode, endpoint, Id, IdParams, MinorUnits } from '../../../platform/endpoint.ts';
import { PartsAsked, Price } from '../../catalogue/pricing/contract.ts';
import { Factor } from '../../catalogue/units/contract.ts';
import { methods, reasons } from '../../catalogue/strategies/data/contract.ts';
import { Figures } from '../../catalogue/strategies/settings/contract.ts';
import { PriceRange } from '../../catalogue/strategies/survey/contract.ts';
import { Quantity } from '../content/contract.ts';
import { PricedNeed } from '../content/ways/contract.ts';

/** What a person says for the four ways; what is left out is the product's. Amounts are of one piece, in the quote's currency. */
export const StrategyInputs = z.strictObject({
  needs: z.array(PricedNeed).max(20).default([]),
  shareBp: z.int().min(0).max(10_000).nullable().default(null),
  /** The most that the customer would pay. */
  mostMinor: MinorUnits.min(0).nullable().default(null),
  markupBp: z.int().min(0).max(1_000_000).nullable().default(null),
  targetMarginBp: z.int().min(0).max(9999).nullable().default(null),
  premiumBp: z.int().min(-9999).max(100_000).nullable().default(null),
  figures: Figures.default({}),
});
export type StrategyInputs = z.infer<typeof StrategyInputs>;

/** How quotes of the product at similar prices (ten per cent up or down) ended, as far as the reader may see them. */
export const WinRate = z.object({ won: z.int(), n: z.int() });
export type WinRate = z.infer<typeof WinRate>;

export const Strategy = z.object({
  method: z.enum(methods),
  priceMinor: MinorUnits.nullable(),
  /** On the net price; null without a cost, and for whoever may not see it. */
  marginBp: z.int().nullable(),
  inputs: z.record(z.string(), z.number().nullable()),
  isUsable: z.boolean(),
  /** What it would need: `cost`, `aim`, `benefit`, `prices`, `freshPrices`, `usualPrice`, `figures`, `bands`; `hidden` without the right to see costs. */
  missing: z.array(z.string()),
  /** Nothing is sold below the floor margin; below the target somebody has to agree. */
  isUnderFloor: z.boolean(),
  isUnderTarget: z.boolean(),
  winRate: WinRate.nullable(),
});
export type Strategy = z.infer<typeof Strategy>;

export const mostSources = ['typed', 'survey', 'history'] as const;

export const LineStrategies = z.object({
  lineId: z.string(),
  /** What the catalogue asks, with how that came about; null for a line without a product. */
  price: Price.nullable(),
  strategies: z.array(Strategy),
  recommended: z.object({ method: z.enum(methods).nullable(), reason: z.enum(reasons) }),
  /** What was reckoned with: what was said, else what is known of the product. */
  used: z.object({
    shareBp: z.int(),
    mostMinor: MinorUnits.nullable(),
    mostFrom: z.enum(mostSources).nullable(),
    markupBp: z.int().nullable(),
    targetMarginBp: z.int().nullable(),
    premiumBp: z.int(),
    figures: Figures,
    figuresOn: CalendarDay.nullable(),
    /** How quotes at the usual price ended: of five and more that is the figure `winRateBp`, unless one was said. */
    usualWins: WinRate.nullable(),
  }),
  rivals: z.array(
    z.object({
      competitorId: Id,
      competitor: z.string(),
      amountMinor: MinorUnits,
      source: z.string(),
      observedOn: CalendarDay,
      /** Young enough to count. */
      isFresh: z.boolean(),
    }),
  ),
  range: PriceRange.nullable(),
  /** The most that this customer has accepted for the product. */
  paidMinor: MinorUnits.nullable(),
  /** At the price that the line has now. */
  winRate: WinRate.nullable(),
  /** Of the price that the line has now; null without a cost, and for whoever may not see it. */
  marginBp: z.int().nullable(),
});
export type LineStrategies = z.infer<typeof LineStrategies>;

export const AskedLine = z.strictObject({
  lineId: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .meta({ examples: ['a1'] }),
  productId: Id.nullable().default(null),
  variantId: Id.nullable().default(null),
  quantity: Quantity.default('1'),
  /** Of a line in another unit: how many of the product's own it is. Prices are answered for one of the product's own. */
  factor: Factor.optional(),
  /** Of a bundle: what is in it. */
  parts: PartsAsked.optional(),
  /** What one of its unit costs now. */
  unitPriceMinor: MinorUnits.min(0).nullable().default(null),
  taxBp: z.int().min(0).max(10_000).default(0),
  inputs: StrategyInputs.prefault({}),
});
export type AskedLine = z.infer<typeof AskedLine>;

export const maximumAskedLines = 500;

export const compareStrategies = endpoint({
  method: 'POST',
  path: '/quotes/:id/strategies/compare',
  tag: 'quotes',
  summary: 'The four ways to a price for lines of a quote: from value, cost, competitors and demand, with margins and win rates',
  params: IdParams,
  body: z.strictObject({
    currency: CurrencyCode,
    isTaxIncluded: z.boolean().default(false),
    lines: z.array(AskedLine).min(1).max(maximumAskedLines),
  }),
  status: 200,
  reply: z.object({ data: z.array(LineStrategies) }),
});
