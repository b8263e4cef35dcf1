import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, Instant, MinorUnits } from '../../../platform/endpoint.ts';
import { codeChannels } from '../../../platform/public/code-channels.ts';
import { NewPublicLink, PublicLink } from '../../records/public-links/contract.ts';
import { quoteLanguages } from '../content/contract.ts';

const tag = 'quotes';
const text = (max: number) => z.string().trim().min(1).max(max);

/** The letter that a customer gets a quote with; the link stands below its text. */
export const QuoteLetter = z.strictObject({
  to: z.email({ error: 'not_an_email' }).max(254),
  subject: text(200),
  text: text(6000),
  attachesPdf: z.boolean().default(true),
});
export type QuoteLetter = z.infer<typeof QuoteLetter>;

/** How a customer gets to read a revision: by a link, which goes out with a letter or by other means. It holds as long as the quote does. */
export const QuoteShare = z.strictObject({
  /** The quote's own unless given. */
  language: z.enum(quoteLanguages).optional(),
  watermark: NewPublicLink.shape.watermark,
  code: NewPublicLink.shape.code,
  letter: QuoteLetter.nullable().optional(),
});
export type QuoteShare = z.infer<typeof QuoteShare>;

export const mailStates = ['waiting', 'sent', 'refused'] as const;
export const QuoteLink = z.object({
  link: PublicLink,
  revision: z.int(),
  /** With which letter it went out. `refused`: the mail server would not take it. */
  letter: z.object({ to: z.string(), subject: z.string(), state: z.enum(mailStates) }).nullable(),
});
export type QuoteLink = z.infer<typeof QuoteLink>;

/** What the customer decided on the page, with what proves it. */
export const QuoteDecision = z.object({
  revision: z.int(),
  outcome: z.enum(['accepted', 'declined']),
  name: z.string(),
  title: z.string().nullable(),
  reason: z.string().nullable(),
  consent: z.string().nullable(),
  /** Typed, or drawn: then a path of SVG in a frame of 600 × 200. */
  signature: z.object({ kind: z.enum(['typed', 'drawn']), text: z.string() }).nullable(),
  language: z.enum(quoteLanguages),
  /** The address that a code proved, where the link asked for one: when the page was opened, or when it was accepted. */
  provedTo: z.string().nullable(),
  ip: z.string(),
  userAgent: z.string(),
  decidedAt: Instant,
  /** Of the canonical JSON of what was accepted: with the customer's choice, as the page showed it. */
  sha256: z.string(),
  isAsSent: z.boolean(),
  totalMinor: MinorUnits,
});
export type QuoteDecision = z.infer<typeof QuoteDecision>;

/** A decision as it is kept, the only list of its columns: the signature in two, with the canonical JSON of what was decided. */
export interface KeptDecision extends Omit<QuoteDecision, 'revision' | 'signature' | 'decidedAt' | 'isAsSent'> {
  revisionId: string;
  signatureKind: 'typed' | 'drawn' | null;
  signature: string | null;
  chosen: string;
}

export const listQuoteLinks = endpoint({
  method: 'GET',
  path: '/quotes/:id/links',
  tag,
  summary: 'Links by which customers read a quote, the newest first, and what a customer decided there',
  params: IdParams,
  reply: z.object({
    data: z.array(QuoteLink),
    decisions: z.array(QuoteDecision),
    /** Ways of sending a code, and whether the reader can have letters leave and links be made. */
    codeChannels: z.array(z.enum(codeChannels)),
    canMail: z.boolean(),
    canLink: z.boolean(),
  }),
});

export const draftQuoteLetter = endpoint({
  method: 'GET',
  path: '/quotes/:id/letter',
  tag,
  summary: 'The letter that a quote would go out with, worded in the language of its reader',
  params: IdParams,
  query: z.strictObject({ language: z.enum(quoteLanguages).optional() }),
  reply: z.object({
    /** Null where nobody knows an address of the contact. */
    to: z.string().nullable(),
    subject: z.string(),
    text: z.string(),
    language: z.enum(quoteLanguages),
    validUntilOn: CalendarDay,
  }),
});

export const shareQuote = endpoint({
  method: 'POST',
  path: '/quotes/:id/links',
  tag,
  summary: 'Make a link to the revision that was sent last; its address is shown this once',
  params: IdParams,
  body: QuoteShare,
  reply: QuoteLink.extend({ url: z.string(), linkId: Id }),
  isSecret: true,
  example: { language: 'zh-Hans', watermark: null, code: { channel: 'mail', to: 'jia.li@bluewater.example', when: 'accepting' } },
  errors: ['public_url_missing', 'mail_missing', 'offers.not_sent_yet', 'records.too_many_links', 'records.no_code_channel'],
});
