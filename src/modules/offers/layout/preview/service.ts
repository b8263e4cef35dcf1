import { todayIn } from '../../../../platform/days.ts';
import type { Db } from '../../../../platform/db.ts';
import type { BodyOf } from '../../../../platform/endpoint.ts';
import type { Language } from '../../../../platform/languages.ts';
import { translate } from '../../../../platform/i18n.ts';
import { permit } from '../../../../platform/rights.ts';
import { type Scope, speaking } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { findCompany } from '../../../settings/branding/service.ts';
import { withoutEmptyLines } from '../../content/rules.ts';
import { FrozenQuote } from '../../freezing/contract.ts';
import { freeze } from '../../freezing/rules.ts';
import { headingOf } from '../../freezing/service.ts';
import { quotePdf, quotePicture } from '../../printing/service.ts';
import { numbersOf } from '../../numbers/service.ts';
import { loadRevision } from '../../revisions/service.ts';
import { findQuote } from '../../service.ts';
import type { previewQuoteTemplate as previewEndpoint, QuoteTemplate } from '../contract.ts';
import { layoutOf, textIn } from '../rules.ts';
import { sampleContent } from '../sample/rules.ts';
import { loadTemplate } from '../service.ts';

/** A quote that nobody sent, with the company's own words. */
async function sampleQuote(db: Db, scope: Scope, template: QuoteTemplate, language: Language): Promise<FrozenQuote> {
  const said = (key: string): string => translate(language, `offers:sample.${key}`);
  const words = { intro: textIn(template.intro, language), closing: textIn(template.closing, language) };
  return freeze(
    { ...sampleContent(language, scope.currency), ...words },
    {
      number: 'QU-0000',
      revision: 1,
      title: said('title'),
      issuedOn: todayIn(scope.timeZone),
      seller: { company: (await findCompany(db, scope, language)).name, person: null, email: null },
      customer: { company: said('customer'), taxNumber: null, address: null, person: null },
      files: [],
    },
  );
}

/** A quote that the scope may see: as it was sent, or as it would be sent now. */
async function realQuote(db: Db, scope: Scope, quoteId: string): Promise<FrozenQuote> {
  return inTx(db, async (tx) => {
    const seen = await findQuote(tx, scope, quoteId);
    const loaded = await loadRevision(tx, scope, quoteId, null);
    if (loaded.row.frozen !== null) return FrozenQuote.parse(JSON.parse(loaded.row.frozen));
    const draft = { ...loaded, content: withoutEmptyLines(loaded.content) };
    const numbers = await numbersOf(tx, scope, seen.row['accountId'], draft.content);
    return freeze(draft.content, await headingOf(tx, scope, seen, draft, new Date().toISOString()), numbers);
  });
}

/** The sample, or a real quote, as it would print with what is typed into the settings. */
export async function previewQuoteTemplate(
  db: Db,
  scope: Scope,
  { changes, language, quoteId, format }: BodyOf<typeof previewEndpoint>,
): Promise<Uint8Array> {
  permit(scope, 'settings', 'edit');
  const template = { ...(await loadTemplate(db, scope)), ...changes };
  const reader = speaking(scope, language);
  const quote = quoteId === undefined ? await sampleQuote(db, reader, template, language) : await realQuote(db, scope, quoteId);
  const shown = { ...quote, layout: layoutOf(template) };
  return format === 'svg' ? quotePicture(db, reader, shown, language) : quotePdf(db, reader, shown, language);
}
