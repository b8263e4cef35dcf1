import { z } from 'zod';
import { CalendarDay, endpoint, IdParams } from '../../../../platform/endpoint.ts';
import { demandFigures } from '../data/contract.ts';

const tag = 'products';

/** From a value on, the price changes by so much; below the first nothing changes. */
export const Band = z.strictObject({ from: z.int().min(-100_000).max(1_000_000), changeBp: z.int().min(-9999).max(100_000) });

const figure = z.enum(demandFigures);
export const Figures = z.partialRecord(figure, z.int().min(-100_000).max(1_000_000).nullable());
export type Figures = z.infer<typeof Figures>;
export const Bands = z.partialRecord(figure, z.array(Band).max(12));
export type Bands = z.infer<typeof Bands>;

const fields = {
  /** Of what the customer gains, what the price takes. */
  shareBp: z.int().min(0).max(10_000).nullable().default(null),
  /** On top of the cost; null without the right to see costs. */
  markupBp: z.int().min(0).max(1_000_000).nullable().default(null),
  /** Where we stand against the middle of the competitors: 500 is five per cent above. */
  premiumBp: z.int().min(-9999).max(100_000).nullable().default(null),
  /** Older prices of competitors are left out. */
  rivalDays: z.int().min(1).max(3650).default(180),
  /** How long stock lasts, how full capacity is, how strong the season is, how long orders wait; how often the usual price wins is counted. */
  figures: Figures.default({}),
  figuresOn: CalendarDay.nullable().default(null),
  bands: Bands.default({}),
  /** All changes of the bands together stay within these. */
  leastBp: z
    .int()
    .min(-9999)
    .max(0)
    .default(-2000)
    .meta({ examples: [-1000] }),
  mostBp: z.int().min(0).max(100_000).default(3000),
};
export const StrategySettings = z.strictObject(fields);
export type StrategySettings = z.infer<typeof StrategySettings>;

/** `version` is 0 until something is set. */
export const ProductStrategy = z.object({ ...fields, version: z.int().min(0) });
export type ProductStrategy = z.infer<typeof ProductStrategy>;

export const getProductStrategy = endpoint({
  method: 'GET',
  path: '/products/:id/strategy',
  tag,
  summary: 'What the four ways to a price use of a product: shares, markup, place among competitors, bands of demand',
  params: IdParams,
  reply: ProductStrategy,
});
export const setProductStrategy = endpoint({
  method: 'PUT',
  path: '/products/:id/strategy',
  tag,
  summary: 'Set what the four ways to a price use of a product. Without the right to see costs the markup stays as it is',
  params: IdParams,
  body: StrategySettings.extend({ version: z.int().min(0).max(2_147_483_647) }),
  reply: ProductStrategy,
  errors: ['stale_version', 'catalogue.part_twice'],
});
