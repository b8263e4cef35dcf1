import { z } from 'zod';
import { CalendarDay, endpoint, Id } from '../../platform/endpoint.ts';

const tag = 'insights';

/** Days from the first to the last, both included, and what the deals are narrowed to. */
export const KpiQuery = z.strictObject({
  from: CalendarDay,
  to: CalendarDay,
  /** The team and all teams below it. */
  teamId: Id.optional(),
  ownerId: Id.optional(),
  productId: Id.optional(),
  source: z.string().max(100).optional(),
  industry: z.string().max(100).optional(),
});
export type KpiQuery = z.infer<typeof KpiQuery>;

/** A share between 0 and 1. */
const Fraction = z.number();
/** An amount as decimal text with the currency's decimals. */
const Amount = z.string();
/** A filter of the deals list, as JSON text: the records behind a number. */
const Drill = z.string();

const Compared = z.object({
  /** The same figure of the period of the same length just before; null when there is none. */
  previous: z.number().nullable(),
  target: z.number().nullable(),
  /** The figure of each month of the range; null where a month has no deals to make it from. */
  trend: z.array(z.number().nullable()),
});

const Split = {
  won: z.int(),
  lost: z.int(),
  winRate: Fraction.nullable(),
  revenue: Amount,
  /** Mean days from opening to winning. */
  cycleDays: z.number().nullable(),
  deals: Drill,
};
const Named = z.object({ id: Id, name: z.string() }).nullable();

export const FunnelStage = z.object({
  id: Id,
  name: z.string(),
  position: z.int(),
  /** Deals of the period that came this far. */
  reached: z.int(),
  /** Mean days a deal stayed here; null while nobody has left. */
  days: z.number().nullable(),
  targetDays: z.int().nullable(),
  /** Share of those whose stay here is over that went on. */
  onRate: Fraction.nullable(),
  lost: z.int(),
  open: z.int(),
  isBottleneck: z.boolean(),
  deals: Drill,
});
export type FunnelStage = z.infer<typeof FunnelStage>;

export const Kpis = z.object({
  from: CalendarDay,
  to: CalendarDay,
  /** Where nothing was closed in the period: the last day before it on which something was. */
  lastClosedOn: CalendarDay.nullable(),
  winRate: Compared.extend({ value: Fraction.nullable(), won: z.int(), lost: z.int(), deals: Drill }),
  /** The drill is a filter of the leads list: accounts that several leads name count once in the number. Null by product, which no lead names. */
  conversion: Compared.extend({ value: Fraction.nullable(), leads: z.int(), won: z.int(), drill: Drill.nullable() }),
  salesCycleDays: Compared.extend({
    mean: z.number().nullable(),
    median: z.number().nullable(),
    p90: z.number().nullable(),
    deals: Drill,
  }),
  revenue: z.object({
    currency: z.string(),
    amount: Amount,
    wonDeals: z.int(),
    /** The amount is null in months that have not come. */
    byMonth: z.array(z.object({ month: z.string(), amount: Amount.nullable(), wonDeals: z.int() })),
    previous: Amount.nullable(),
    target: Amount.nullable(),
    deals: Drill,
  }),
  satisfaction: z.object({ score: z.number().nullable(), n: z.int() }),
  byOwner: z.array(z.object({ owner: Named, team: z.string().nullable(), ...Split })),
  byTeam: z.array(z.object({ team: Named, ...Split })),
  byProduct: z.array(z.object({ product: Named, ...Split })),
  bySource: z.array(z.object({ source: z.string().nullable(), ...Split })),
  byIndustry: z.array(z.object({ industry: z.string().nullable(), ...Split })),
  funnel: z.array(FunnelStage),
  pipeline: z.object({ deals: z.int(), amount: Amount, weighted: Amount, drill: Drill }),
  lostReasons: z.array(z.object({ reason: z.string().nullable(), count: z.int(), share: Fraction, deals: Drill })),
});
export type Kpis = z.infer<typeof Kpis>;

export const getKpis = endpoint({
  method: 'GET',
  path: '/insights/kpis',
  tag,
  summary: 'Win rate, conversion, sales cycle, revenue and satisfaction of a period, with splits, funnel and pipeline',
  query: KpiQuery,
  reply: Kpis,
  errors: ['insights.range_reversed', 'insights.range_too_long'],
});
