import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, Instant, MinorUnits, Version } from '../../../platform/endpoint.ts';
import { AgreedTerms, Departure } from '../../settings/terms/contract.ts';

const tag = 'deals';

/** What is agreed on a deal besides the price; its quotes begin with it, and an accepted one settles it. */
export const DealTerms = z.object({
  /** Null until somebody sets them. */
  terms: AgreedTerms.nullable(),
  /** Of amounts in the payments. */
  currency: z.string(),
  /** What the payments are parts of: the deal's amount where it is in that currency. */
  totalMinor: MinorUnits.nullable(),
  /** What leaves the policy of today. */
  departures: z.array(Departure),
  /** What keeps the policy to the letter: a beginning for a deal that has none. */
  standard: AgreedTerms,
  /** The accepted quote that they are word for word; null where they are not. */
  agreed: z.object({ number: z.string(), revision: z.int(), on: CalendarDay }).nullable(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
  updatedAt: Instant.nullable(),
  version: Version.nullable(),
});
export type DealTerms = z.infer<typeof DealTerms>;

export const getDealTerms = endpoint({
  method: 'GET',
  path: '/deals/:id/terms',
  tag,
  summary: 'What is agreed on a deal besides the price, and what of it leaves the policy',
  params: IdParams,
  reply: DealTerms,
});

export const setDealTerms = endpoint({
  method: 'PUT',
  path: '/deals/:id/terms',
  tag,
  summary: 'Set payment, delivery, acceptance, warranty and after-sales service of a deal',
  params: IdParams,
  body: z.strictObject({
    /** The version its editor saw; left out where none were set. */
    version: Version.optional(),
    terms: AgreedTerms,
  }),
  example: {
    terms: {
      paymentMethod: 'transfer',
      payments: [
        { id: 'deposit', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
        { id: 'rest', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
      ],
      delivery: { leadDays: 45, place: 'Suzhou' },
      acceptanceDays: 7,
      warrantyMonths: 12,
      responseHours: 24,
    },
  },
  reply: DealTerms,
  errors: ['stale_version', 'deals.payment_day_missing'],
});
