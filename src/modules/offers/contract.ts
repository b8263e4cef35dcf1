import { z } from 'zod';
import { CurrencyCode, endpoint, Id } from '../../platform/endpoint.ts';
import { bool, choice, currency, date, defineFields, integer, money, ref, text } from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';
import { quoteLanguages } from './content/contract.ts';

/** Where the newest revision of a quote stands. */
export const quoteStates = ['draft', 'inApproval', 'sent', 'viewed', 'accepted', 'declined', 'expired'] as const;
export const QuoteState = z.enum(quoteStates);
export type QuoteState = z.infer<typeof QuoteState>;
export const revisionStates = [...quoteStates, 'superseded'] as const;
export const RevisionState = z.enum(revisionStates);
export type RevisionState = z.infer<typeof RevisionState>;

export const quoteFields = defineFields({
  number: text({ readOnly: true, required: true, listed: true, max: 40 }),
  title: text({ required: true, listed: true }),
  deal: ref('deal', { listed: true }),
  account: ref('account', { listed: true }),
  contact: ref('contact'),
  state: choice(quoteStates, { readOnly: true, required: true, listed: true }),
  revision: integer({ readOnly: true, required: true, sortable: false }),
  /** The one of its deal that the deal's amount follows. */
  isPrimary: bool({ readOnly: true, required: true, sortable: false }),
  totalMinor: money({ readOnly: true, required: true, currencyField: 'currency', listed: true }),
  currency: currency({ readOnly: true, required: true, sortable: false }),
  /** Over all periods of what recurs: the total contract value. */
  netMinor: money({ readOnly: true, required: true, currencyField: 'currency' }),
  /** The annual contract value; empty where nothing recurs. */
  acvMinor: money({ readOnly: true, currencyField: 'currency' }),
  /** In the workspace's currency, at the rate of the day it was last changed or sent; empty while there is no rate. */
  baseTotalMinor: money({ readOnly: true }),
  /** Names of the promotions that take something off the newest revision. */
  promotions: text({ readOnly: true, sortable: false, max: 4000 }),
  sentOn: date({ readOnly: true, listed: true }),
  validUntilOn: date({ readOnly: true, listed: true }),
  decidedOn: date({ readOnly: true, sortable: false }),
});
export const quoteEndpoints = entityEndpoints('quotes', quoteFields);
export const Quote = quoteEndpoints.Record;
export type Quote = z.infer<typeof Quote>;

/**
 * Starts a quote: as a copy of another one, with the products of its deal, or empty. Customer, contact, currency and owner
 * are the deal's unless they are named.
 */
export const createQuote = endpoint({
  method: 'POST',
  path: '/quotes',
  tag: 'quotes',
  summary: 'Start a quote: with the products of its deal, as a copy of another, or empty',
  reply: Quote,
  body: quoteEndpoints.Create.partial({ title: true }).extend({
    currency: CurrencyCode.optional(),
    language: z.enum(quoteLanguages).optional(),
    copyOfId: Id.optional(),
    /** Leaves out the products of the deal. */
    isEmpty: z.boolean().default(false),
  }),
  errors: ['settings.no_rate', 'not_found_reference'],
});
export const quotes = { ...quoteEndpoints, create: createQuote };
