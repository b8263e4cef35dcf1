import { z } from 'zod';
import { endpoint, IdParams } from '../../../platform/endpoint.ts';
import { QuoteDocument } from '../revisions/contract.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const one = { params: IdParams, tag: 'quotes', status: 200, method: 'POST', reply: QuoteDocument } as const;

/** The customer said yes on another way than the page: by mail, by phone, on paper. */
export const acceptQuote = endpoint({
  ...one,
  path: '/quotes/:id/accept',
  summary: 'Note that the customer has accepted the newest revision of a quote',
  body: z.strictObject({
    /** The revision that was accepted: another newest one is refused. */
    revision: z.int().min(1).max(10_000),
    by: text(200),
    note: text(2000).nullable().optional(),
  }),
  errors: ['offers.not_out', 'offers.expired', 'offers.other_revision'],
});
export const declineQuote = endpoint({
  ...one,
  path: '/quotes/:id/decline',
  summary: 'Note that the customer has declined the newest revision of a quote',
  body: z.strictObject({ revision: z.int().min(1).max(10_000), by: text(200).nullable().optional(), note: text(2000) }),
  errors: ['offers.not_out', 'offers.other_revision'],
});
export const setPrimaryQuote = endpoint({
  ...one,
  path: '/quotes/:id/primary',
  summary: 'Let the amount of the deal follow this quote',
  body: z.strictObject({}),
  errors: ['offers.no_deal'],
});
