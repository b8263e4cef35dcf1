import { z } from 'zod';
import { endpoint, Id, Version } from '../../../platform/endpoint.ts';
import { languages } from '../../../platform/languages.ts';

const tag = 'settings';

export const papers = ['a4', 'letter'] as const;
/** What of a quote may be left out of its PDF. */
export const hidables = [
  'discount',
  'tax',
  'code',
  'words',
  'payments',
  'delivery',
  'values',
  'terms',
  'bank',
  'sign',
  'hash',
] as const;
export type Hidable = (typeof hidables)[number];

const said = (max: number) => z.string().trim().max(max).optional();
/** A text by language; what is left out is not there in that language. */
const texts = (max: number) => z.strictObject({ en: said(max), 'zh-Hans': said(max), 'zh-Hant': said(max) });
export type Texts = z.infer<ReturnType<typeof texts>>;

/** How a quote is printed: goes with it when it is sent, so that it prints the same for good. */
export const QuoteLayout = z.strictObject({
  paper: z.enum(papers),
  hides: z.array(z.enum(hidables)).max(hidables.length),
  /** Small print at the foot of every page, instead of the company's. */
  foot: texts(300),
});
export type QuoteLayout = z.infer<typeof QuoteLayout>;

const template = {
  ...QuoteLayout.shape,
  /** What a new quote begins and ends with. */
  intro: texts(8000),
  closing: texts(8000),
};

export const QuoteTemplate = z.object({ ...template, version: Version });
export type QuoteTemplate = z.infer<typeof QuoteTemplate>;
const Changes = z.strictObject(template).partial();
export const QuoteTemplateChanges = Changes.extend({ version: Version });
export type QuoteTemplateChanges = z.infer<typeof QuoteTemplateChanges>;

export const getQuoteTemplate = endpoint({
  method: 'GET',
  path: '/quote-template',
  tag,
  summary: 'How the quotes of the company look, and the words that new ones begin with',
  reply: QuoteTemplate,
});
export const updateQuoteTemplate = endpoint({
  method: 'PATCH',
  path: '/quote-template',
  tag,
  summary: 'Change how quotes look that are sent from now on, and the words that new ones begin with',
  body: QuoteTemplateChanges,
  reply: QuoteTemplate,
  errors: ['stale_version'],
});
/** A quote with what is being changed, not yet saved. */
export const previewQuoteTemplate = endpoint({
  method: 'POST',
  path: '/quote-template/preview',
  tag,
  summary: 'A sample quote, or a real one, as it would print with changes that are not saved yet',
  body: z.strictObject({
    changes: Changes.default({}),
    language: z.enum(languages),
    quoteId: Id.optional(),
    format: z.enum(['svg', 'pdf']).default('pdf'),
  }),
  reply: z.string(),
  mode: 'stream',
  produces: ['application/pdf', 'image/svg+xml'],
  status: 200,
  errors: ['pdf_busy', 'pdf_too_slow', 'pdf_unavailable'],
});
