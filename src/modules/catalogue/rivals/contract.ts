import { z } from 'zod';
import {
  CalendarDay,
  CurrencyCode,
  Done,
  endpoint,
  Id,
  IdParams,
  Instant,
  MinorUnits,
  pageOf,
} from '../../../platform/endpoint.ts';

const tag = 'competitors';
const Ref = z.object({ id: Id, title: z.string() });

/** What a competitor was seen to ask for something like a product of ours. */
export const CompetitorPrice = z.object({
  id: Id,
  product: Ref,
  competitor: Ref,
  amountMinor: MinorUnits,
  currency: z.string(),
  source: z.string(),
  observedOn: CalendarDay,
  note: z.string().nullable(),
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
});
export type CompetitorPrice = z.infer<typeof CompetitorPrice>;

export const NewCompetitorPrice = z.strictObject({
  productId: Id,
  competitorId: Id,
  amountMinor: MinorUnits.min(0),
  currency: CurrencyCode,
  /** Where it was seen: a price list, a customer, a tender. */
  source: z.string().trim().min(1).max(200),
  observedOn: CalendarDay,
  note: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type NewCompetitorPrice = z.infer<typeof NewCompetitorPrice>;

export const listCompetitorPrices = endpoint({
  method: 'GET',
  path: '/competitor-prices',
  tag,
  summary: 'Prices of competitors, those observed last first',
  query: z.strictObject({
    productId: Id.optional(),
    competitorId: Id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  reply: pageOf(CompetitorPrice),
});
export const addCompetitorPrice = endpoint({
  method: 'POST',
  path: '/competitor-prices',
  tag,
  summary: 'Note what a competitor asks for something like a product of ours',
  body: NewCompetitorPrice,
  reply: CompetitorPrice,
  errors: ['catalogue.observed_later'],
});
export const removeCompetitorPrice = endpoint({
  method: 'DELETE',
  path: '/competitor-prices/:id',
  tag,
  summary: 'Take a noted price away: one of one’s own, or any for whoever keeps the competitors',
  params: IdParams,
  reply: Done,
});
