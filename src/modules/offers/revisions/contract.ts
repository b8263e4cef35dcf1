import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, Instant, MinorUnits, Version } from '../../../platform/endpoint.ts';
import { requestStates } from '../../approvals/contract.ts';
import { Supply } from '../../catalogue/selling/contract.ts';
import { cells, Price, QuoteContent, QuoteLine, WrittenContent } from '../content/contract.ts';
import { QuoteShare } from '../sharing/contract.ts';
import { Quote, RevisionState } from '../contract.ts';
import { Margin, Totals } from '../totals/contract.ts';

const tag = 'quotes';

/** What keeps a revision from being sent: a line and its cell, or another part. */
export const ContentFault = z.object({
  lineId: z.string().nullable(),
  place: z.enum([...cells, 'name', 'alternativeOf', 'limits', 'lines', 'total', 'payments', 'promotions', 'priceReason']),
  code: z.string(),
});
export type ContentFault = z.infer<typeof ContentFault>;

/** A line whose product is no longer as it was when it was quoted. */
export const ProductNote = z.object({ lineId: z.string(), code: z.enum(['archived', 'removed']) });

export const RevisionHead = z.object({
  id: Id,
  number: z.int(),
  state: RevisionState,
  totalMinor: MinorUnits,
  netMinor: MinorUnits,
  reason: z.string().nullable(),
  sentAt: Instant.nullable(),
  sentBy: z.object({ id: Id, name: z.string() }).nullable(),
  viewedAt: Instant.nullable(),
  validUntilOn: CalendarDay.nullable(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  decisionNote: z.string().nullable(),
  sha256: z.string().nullable(),
  createdAt: Instant,
});
export type RevisionHead = z.infer<typeof RevisionHead>;

export const quoteActions = [
  'edit',
  'send',
  'revise',
  'discard',
  'accept',
  'decline',
  'order',
  'setPrimary',
  'answer',
  'transfer',
  'delete',
  'seeCost',
] as const;
export const UnitCosts = z.record(z.string().regex(/^[\w-]{1,40}$/), Price);

/** Whether a draft may go as it is now: `needed` has to be approved and is not. `last` is how the newest request stands. */
export const QuoteStanding = z.object({
  state: z.enum(['notNeeded', 'approved', 'waiting', 'needed']),
  requestId: Id.nullable(),
  last: z.enum(requestStates).nullable(),
});
export type QuoteStanding = z.infer<typeof QuoteStanding>;

/** One revision of a quote with its money, and all the others by name. */
export const QuoteDocument = z.object({
  quote: Quote,
  revision: RevisionHead.extend({
    version: Version,
    content: QuoteContent,
    /** Worked out now while it is a draft; as it was sent from then on. */
    totals: Totals,
    /** What a piece costs by line, and the margin; null without the right to it. */
    costs: UnitCosts.nullable(),
    margin: Margin.nullable(),
    /** The rate into the workspace's currency that holds for it; null where it is that currency. */
    rate: z.object({ rate: z.string(), on: CalendarDay }).nullable(),
    /** Today's rate; null where it is that currency, or none is known. */
    rateNow: z.string().nullable(),
    updatedAt: Instant,
  }),
  revisions: z.array(RevisionHead),
  /** The order that was made of it. */
  order: z.object({ id: Id, number: z.string() }).nullable(),
  /** What the scope may do with the newest revision now. */
  actions: z.array(z.enum(quoteActions)),
  faults: z.array(ContentFault),
  /** Of a draft: the tax of a line of which nobody says otherwise; null for what was sent. */
  tax: QuoteLine.pick({ taxBp: true, taxName: true }).nullable(),
  products: z.array(ProductNote),
  /** Of a draft: stock and lead time of its products, where they are known. */
  supply: z.array(Supply),
  /** What the customer calls the products of lines: as it is now in a draft, as it was sent from then on. */
  numbers: z.array(z.object({ lineId: z.string(), number: z.string() })),
  /** Of a draft; null for what was sent, and in the bin. */
  approval: QuoteStanding.nullable(),
});
export type QuoteDocument = z.infer<typeof QuoteDocument>;

/** A quote of thousands of lines is a few megabytes. */
const large = { bodyLimit: 8_000_000 } as const;
const one = { params: IdParams, tag, reply: QuoteDocument } as const;

export const getQuoteDocument = endpoint({
  ...one,
  method: 'GET',
  path: '/quotes/:id/document',
  summary: 'What a quote says, with its money: the newest revision, or the one asked for',
  query: z.strictObject({ revision: z.coerce.number().int().min(1).max(10_000).optional() }),
});

export const saveQuoteDocument = endpoint({
  ...one,
  ...large,
  method: 'PUT',
  path: '/quotes/:id/document',
  summary:
    'Write the draft of a quote. A price or tax of a line that is left out comes from the catalogue, the tax class of its product or the default one. `costs` needs the right to see them; without it those that are known stay',
  body: z.strictObject({ version: Version, content: WrittenContent, costs: UnitCosts.optional() }),
  errors: ['stale_version', 'offers.not_a_draft', 'offers.way_differs', 'settings.no_rate'],
});

/** Says that the customer has it: what it says is frozen from then on. */
export const sendQuote = endpoint({
  ...one,
  method: 'POST',
  status: 200,
  path: '/quotes/:id/send',
  summary: 'Freeze the draft of a quote as what the customer got',
  body: z.strictObject({
    version: Version,
    /** Makes it the quote that the deal's amount follows, or keeps it from being that. */
    setsDealAmount: z.boolean().optional(),
    /** Makes the link by which the customer reads it, and posts it with a letter. */
    share: QuoteShare.optional(),
  }),
  errors: [
    'stale_version',
    'offers.not_a_draft',
    'offers.cannot_be_sent',
    'offers.reason_missing',
    'offers.needs_approval',
    'settings.no_rate',
    'public_url_missing',
    'mail_missing',
    'records.no_code_channel',
  ],
});

/** Starts the next revision from the newest one, or from an older one. */
export const reviseQuote = endpoint({
  ...one,
  method: 'POST',
  status: 200,
  path: '/quotes/:id/revise',
  summary: 'Start the next revision of a quote that was sent',
  body: z.strictObject({
    reason: z.string().trim().min(1).max(500).nullable().optional(),
    from: z.int().min(1).max(10_000).optional(),
  }),
  errors: ['offers.draft_is_open', 'offers.is_accepted'],
});

export const discardDraft = endpoint({
  ...one,
  method: 'POST',
  status: 200,
  path: '/quotes/:id/discard',
  summary: 'Throw away the open draft of a quote that was sent before',
  body: z.strictObject({ version: Version }),
  errors: ['stale_version', 'offers.not_a_draft', 'offers.nothing_sent'],
});
