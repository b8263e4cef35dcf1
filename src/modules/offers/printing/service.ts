import { join } from 'node:path';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Language } from '../../../platform/languages.ts';
import { type PdfRequest, renderPdf, renderSvg } from '../../../platform/pdf/render.ts';
import { fitFacts, fitSheet } from '../../../platform/pdf/sheet.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type Letterhead, loadLetterhead } from '../../settings/branding/service.ts';
import { type Accepted, findAccepted } from '../accepted/service.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import { sealed } from '../freezing/rules.ts';
import { isShown, textIn, usualLayout } from '../layout/rules.ts';
import { loadRevision } from '../revisions/service.ts';
import { findQuote } from '../service.ts';
import { type Acceptance, acceptanceText, signatureFiles } from './acceptance/rules.ts';
import type { PrintedAs } from './contract.ts';
import { quoteDocument } from './rules.ts';
import { quoteSheet } from './sheet/rules.ts';
import { said } from './terms/rules.ts';

interface Printing {
  revision?: number | null | undefined;
  language?: Language | undefined;
  as?: PrintedAs | undefined;
}

/**
 * A quote that the scope may see, as PDF, with a name for the file: what was accepted, or else what was sent. A draft is no document
 * yet (`offers.not_sent_yet`).
 */
export async function printQuote(
  db: Db,
  scope: Scope,
  id: string,
  { revision = null, language, as = 'accepted' }: Printing,
): Promise<{ name: string; pdf: Uint8Array }> {
  await findQuote(db, scope, id);
  const asked = await loadRevision(db, scope, id, revision);
  // While the next revision is being written, the one before it is what the customer has.
  const isBeforeSent = asked.row.frozen === null && revision === null && asked.row.number > 1;
  const { row } = isBeforeSent ? await loadRevision(db, scope, id, asked.row.number - 1) : asked;
  if (row.frozen === null) throw new DomainError('offers.not_sent_yet', { status: 409 });
  const accepted = as === 'sent' ? undefined : await findAccepted(db, scope, id, row);
  if (accepted) return acceptedFile(db, scope, accepted, language);
  const quote = FrozenQuote.parse(JSON.parse(row.frozen));
  return { name: fileName(quote), pdf: await quotePdf(db, scope, quote, language ?? quote.language) };
}

/** What a quote is called as a file. */
export function fileName({ number, revision }: FrozenQuote, more = ''): string {
  return `${number}${revision > 1 ? `-${revision}` : ''}${more}.pdf`;
}

/** What was accepted as a file, with who accepted it. */
export async function acceptedFile(db: Db, scope: Scope, { quote, acceptance }: Accepted, asked?: Language, mark: Mark = null) {
  const language = asked ?? quote.language;
  const name = fileName(quote, `-${said(language, 'accepted.file')}`);
  return { name, pdf: await renderPdf(await requestOf(db, scope, quote, language, { acceptance, mark })) };
}

/** What stands across the pages that somebody saves from a link; nothing on what is printed here. */
type Mark = string | null;

const template = join(import.meta.dirname, '..', 'documents', 'quote.typ');

/**
 * A frozen quote as PDF, in the language of its reader; its foot names the SHA-256 of the frozen quote's canonical JSON. Whoever
 * calls has asked whether the quote may be shown. The same quote, branding and mark give the same bytes.
 */
export async function quotePdf(
  db: Db,
  scope: Scope,
  quote: FrozenQuote,
  language: Language,
  mark: Mark = null,
): Promise<Uint8Array> {
  return renderPdf(await requestOf(db, scope, quote, language, { mark }));
}

/** The same as one picture, its pages below one another: to look at while its layout is changed. */
export async function quotePicture(db: Db, scope: Scope, quote: FrozenQuote, language: Language): Promise<Uint8Array> {
  return renderSvg(await requestOf(db, scope, quote, language));
}

async function requestOf(
  db: Db,
  scope: Scope,
  quote: FrozenQuote,
  language: Language,
  { acceptance, mark = null }: { acceptance?: Acceptance; mark?: Mark } = {},
): Promise<PdfRequest> {
  const layout = quote.layout ?? usualLayout;
  const title = `${said(language, acceptance ? 'accepted.document' : 'title')} ${quote.number}`;
  const fingerprint = isShown(layout, 'hash') ? { fingerprint: `SHA-256 ${sealed(quote).sha256}` } : {};
  const foot = textIn(layout.foot, language);
  const more = { ...fingerprint, ...(foot === null ? {} : { foot }), ...(mark === null ? {} : { mark }) };
  const about = { language, title, on: quote.issuedOn, paper: layout.paper, ...more };
  const head = await loadLetterhead(db, scope, about);
  return quoteRequest(quote, language, head, acceptance && { acceptance, timeZone: scope.timeZone });
}

/** What a quote's document is made of, once its letterhead is known. */
export function quoteRequest(
  quote: FrozenQuote,
  language: Language,
  { letter, bank, files, hasSeal }: Letterhead,
  accepted?: { acceptance: Acceptance; timeZone: string },
): PdfRequest {
  const layout = quote.layout ?? usualLayout;
  const doc = quoteDocument(quote, language);
  const facts = <T extends { label: string }>(items: readonly T[]) => fitFacts(items, language);
  const acceptance = accepted && acceptanceText(accepted.acceptance, language, accepted.timeZone);
  const data = {
    ...doc,
    letter,
    fit: fitSheet(quoteSheet(doc, language, layout.paper)),
    customer: facts(doc.customer),
    about: facts(doc.about),
    delivery: facts(doc.delivery),
    agreed: facts(doc.agreed),
    bank: facts(isShown(layout, 'bank') ? bank : []),
    isSigned: isShown(layout, 'sign'),
    seal: hasSeal ? 'seal.png' : null,
    ...(acceptance ? { acceptance: { ...acceptance, facts: facts(acceptance.facts) } } : {}),
  };
  return { template, data, files: accepted ? { ...files, ...signatureFiles(accepted.acceptance) } : files };
}
