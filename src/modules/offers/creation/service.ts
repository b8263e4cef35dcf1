import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { invalidField } from '../../../platform/errors.ts';
import { type Language, otherLanguage } from '../../../platform/languages.ts';
import { type Owned, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { getParts } from '../../deals/parts/service.ts';
import { findShownDeal } from '../../deals/service.ts';
import { findTermsOf } from '../../deals/terms/service.ts';
import { getWorkspace } from '../../identity/workspace/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { createRecords } from '../../records/entities/service.ts';
import { findRows } from '../../records/rows/service.ts';
import { loadTaxClasses } from '../../settings/taxes/service.ts';
import { QuoteContent, QuoteLine } from '../content/contract.ts';
import type { createQuote as createEndpoint, Quote } from '../contract.ts';
import { quoteEntity } from '../entity.ts';
import { textIn } from '../layout/rules.ts';
import { loadTemplate } from '../layout/service.ts';
import { priceStart } from '../pricing/service.ts';
import { termsIn } from '../../settings/terms/rules.ts';
import { type DealLine, emptyContent, lineOfDeal, taxOf } from '../revisions/rules.ts';
import { loadRevision, startRevision } from '../revisions/service.ts';
import { findQuote } from '../service.ts';
import { type UnitCosts, withoutCreditCosts } from '../totals/margins/rules.ts';

type Body = BodyOf<typeof createEndpoint>;

interface Start {
  values: Record<string, unknown>;
  content: QuoteContent;
  costs: UnitCosts;
  isFromDeal: boolean;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The products of a deal as lines of a quote, at the prices the deal has for them. */
async function linesOfDeal(tx: Tx, scope: Scope, dealId: string, currency: string): Promise<QuoteLine[]> {
  const { products } = await getParts(tx, scope, dealId);
  const rows = await findRows(tx, scope, entityOf('product'), [...new Set(products.map(({ product }) => product.id))]);
  const known = new Map(rows.map((row) => [row['id'], row]));
  const [classes, today] = [await loadTaxClasses(tx, scope), todayIn(scope.timeZone)];
  return products.map(({ id, product, quantity, unitPriceMinor }) => {
    const row = known.get(product.id);
    const line: DealLine = {
      id,
      productId: product.id,
      name: product.title,
      code: text(row?.['code']),
      unit: text(row?.['unit']),
      note: text(row?.['description'])?.slice(0, 4000) ?? null,
      quantity,
      unitPriceMinor,
    };
    return QuoteLine.parse(lineOfDeal(line, currency, taxOf(classes, row?.['taxClass'], today)));
  });
}

/** A language the quote can be in: its reader's, or that of whoever writes it. */
async function languageOf(tx: Tx, scope: Scope, contactId: unknown): Promise<Language> {
  const [row] = typeof contactId === 'string' ? await findRows(tx, scope, entityOf('contact'), [contactId]) : [];
  const spoken = row?.['language'];
  return spoken === 'en' || spoken === 'zh-Hans' || spoken === 'zh-Hant' ? spoken : scope.language;
}

async function isTaxIncluded(tx: Tx, scope: Scope): Promise<boolean> {
  return (await getWorkspace(tx, scope)).revenueIncludesTax ?? false;
}

/** A quote belongs to the deal's owner, unless somebody is named, or the maker may only make their own. */
function ownerOf(scope: Scope, { ownerId, teamId }: Owned, given: Pick<Body, 'ownerId' | 'teamId'>): Partial<Owned> {
  const isNamed = given.ownerId !== undefined || given.teamId !== undefined;
  return !isNamed && reaches(scope, 'quote', 'create', { ownerId, teamId }) ? { ownerId, teamId } : {};
}

/** The words that the company's quotes begin and end with, in the language of the quote and, where they are there, in the other one. */
async function wordsIn(
  tx: Tx,
  scope: Scope,
  language: Language,
): Promise<Pick<QuoteContent, 'intro' | 'closing' | 'translations'>> {
  const template = await loadTemplate(tx, scope);
  const other = otherLanguage(language);
  const [intro, closing] = [textIn(template.intro, language), textIn(template.closing, language)];
  const translated = {
    ...(intro && template.intro[other] && { intro: template.intro[other] }),
    ...(closing && template.closing[other] && { closing: template.closing[other] }),
  };
  return { intro, closing, ...(Object.keys(translated).length > 0 && { translations: { [other]: translated } }) };
}

async function fromDeal(tx: Tx, scope: Scope, dealId: string, body: Omit<Body, 'copyOfId'>): Promise<Start> {
  const { isEmpty, language, currency: _currency, ...given } = body;
  const { deal, shown } = await findShownDeal(tx, scope, dealId);
  // Prices of the deal's lines are in its currency.
  const currency = body.currency ?? deal.currency;
  const takesLines = !isEmpty && currency === deal.currency;
  const contactId = given.contactId === undefined ? deal.primaryContactId : given.contactId;
  const values = {
    title: shown.title,
    accountId: deal.accountId,
    ...ownerOf(scope, deal, given),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    contactId,
    currency,
  };
  const lines = takesLines ? await linesOfDeal(tx, scope, dealId, currency) : [];
  const start = { currency, language: language ?? (await languageOf(tx, scope, contactId)) };
  const content = {
    ...emptyContent({ ...start, isTaxIncluded: await isTaxIncluded(tx, scope), lines }),
    ...(await wordsIn(tx, scope, start.language)),
  };
  const agreed = await findTermsOf(tx, scope, dealId);
  return {
    values,
    content: agreed ? { ...content, ...termsIn(agreed.terms, agreed.currency, currency) } : content,
    costs: {},
    isFromDeal: true,
  };
}

async function asCopy(tx: Tx, scope: Scope, copyOfId: string, body: Omit<Body, 'copyOfId'>): Promise<Start> {
  const { isEmpty: _isEmpty, language, currency: _currency, ...given } = body;
  const { quote } = await findQuote(tx, scope, copyOfId);
  const { content, costs } = await loadRevision(tx, scope, copyOfId, null);
  const values = {
    title: quote.title,
    dealId: quote.deal?.id ?? null,
    accountId: quote.account?.id ?? null,
    contactId: quote.contact?.id ?? null,
    ...given,
    currency: content.currency,
  };
  // Files lie with the quote that they were attached to.
  return {
    values,
    content: { ...content, fileIds: [], ...(language ? { language } : {}) },
    costs: withoutCreditCosts(content, costs),
    isFromDeal: false,
  };
}

async function empty(tx: Tx, scope: Scope, body: Omit<Body, 'copyOfId'>): Promise<Start> {
  const { isEmpty: _isEmpty, language, currency = scope.currency, ...given } = body;
  if (given.title === undefined) throw invalidField('/body/title', 'required');
  const start = { currency, language: language ?? (await languageOf(tx, scope, given.contactId)) };
  return {
    values: { ...given, currency },
    content: {
      ...emptyContent({ ...start, isTaxIncluded: await isTaxIncluded(tx, scope), lines: [] }),
      ...(await wordsIn(tx, scope, start.language)),
    },
    costs: {},
    isFromDeal: false,
  };
}

/** What the sample company says of its quotes: the mark it carries, and a number that the workspace's own are not counted by. */
export interface SampleOptions {
  importId: string;
  number: string;
}

/**
 * Starts a quote: as a copy of another, with the products of its deal, or empty. Prices that were agreed on are kept; all others
 * are the catalogue's for the customer today.
 */
export async function createQuote(db: Db, scope: Scope, { copyOfId, ...body }: Body, sample?: SampleOptions): Promise<Quote> {
  return inTx(db, async (tx) => {
    const start =
      copyOfId !== undefined
        ? await asCopy(tx, scope, copyOfId, body)
        : typeof body.dealId === 'string'
          ? await fromDeal(tx, scope, body.dealId, body)
          : await empty(tx, scope, body);
    const values = sample ? { ...start.values, number: sample.number } : start.values;
    const [id = ''] = await createRecords(tx, scope, quoteEntity, [values], sample ? { importId: sample.importId } : {});
    const { row } = await findQuote(tx, scope, id);
    const { content, costs } = await priceStart(tx, scope, row['accountId'], start, start.isFromDeal);
    await startRevision(tx, scope, id, QuoteContent.parse(content), costs);
    return (await findQuote(tx, scope, id)).quote;
  });
}
