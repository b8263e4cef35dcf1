import { join } from 'node:path';
import type { Db } from '../../../platform/db.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { renderPdf } from '../../../platform/pdf/render.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadLetterhead } from '../../settings/branding/service.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import { sealed } from '../freezing/rules.ts';
import { quoteDocument } from './rules.ts';

const template = join(import.meta.dirname, '..', 'documents', 'quote.typ');

/**
 * A frozen quote as PDF, in the language of its reader; its foot names the SHA-256 of the frozen quote's canonical JSON. Whoever
 * calls has asked whether the quote may be shown. The same quote and branding give the same bytes.
 */
export async function printQuote(db: Db, scope: Scope, quote: FrozenQuote, language: Language): Promise<Uint8Array> {
  const title = `${translate(language, 'settings:quoteDocument.title')} ${quote.number}`;
  const fingerprint = `SHA-256 ${sealed(quote).sha256}`;
  const { letter, bank, files, hasSeal } = await loadLetterhead(db, scope, { language, title, on: quote.issuedOn, fingerprint });
  const data = { letter, bank, seal: hasSeal ? 'seal.png' : null, ...quoteDocument(quote, language) };
  return renderPdf({ template, data, files });
}
