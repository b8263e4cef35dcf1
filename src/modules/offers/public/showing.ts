import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import { dayText } from '../../../platform/public/text.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Shown, ShownPage } from '../../records/public-links/rules.ts';
import { findCompany } from '../../settings/branding/service.ts';
import { type ChoiceFault, readChoice, withChoice } from '../choosing/rules.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import { sealed } from '../freezing/rules.ts';
import { listQuestions } from '../questions/service.ts';
import { findDecision, findShared, type SharedQuote } from '../sharing/service.ts';
import type { QuoteDecision } from '../sharing/contract.ts';
import { answerForms, decisionNote, type Typed } from './answers.ts';
import { questionsPart } from './questions.ts';
import { around, heading, lines, money, papers, payments, quantityFault, type Reading, reading, said } from './parts.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const style = read('quote.css')
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\s+/g, ' ');
const script = read('page-script.js');

/** Why the page is shown again: the price has changed, somebody was faster, or a colleague looks at it. */
export type Note = 'changed' | 'tooLate' | 'colleague';
interface After {
  typed: Typed | null;
  note: Note | null;
}

/** The revision that the reader asks for, where it is not the one of the link; 0 for none. */
export function wantedIn(search: Shown['search']): number {
  const text = search['revision'] ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : 0;
}

/** What of an address stays when the reader goes on. */
export function kept({ search: { revision } }: Pick<Shown, 'search'>): Record<string, string> {
  return revision === undefined ? {} : { revision };
}

export async function findPage(db: Db, scope: Scope, { linkId, search }: Pick<Shown, 'linkId' | 'search'>): Promise<SharedQuote> {
  const found = await findShared(db, scope, linkId, wantedIn(search));
  if (!found) throw new DomainError('not_found', { params: { object: 'quote' } });
  return found;
}

export async function show(db: Db, scope: Scope, what: Shown): Promise<ShownPage> {
  return showAgain(db, scope, what, { typed: null, note: null });
}

/** What the page says of a quote: as it was sent, as its reader has chosen, or as it was accepted. */
interface Said {
  quote: FrozenQuote;
  sha256: string;
  faults: ChoiceFault[];
  isUnpayable: boolean;
}

function chosenOn({ quote, row, standing }: SharedQuote, { search }: Shown, decision: QuoteDecision | undefined): Said {
  const asSent = { quote, sha256: row.sha256, faults: [], isUnpayable: false };
  if (decision?.outcome === 'accepted' || standing !== 'open') return asSent;
  const asked = readChoice(quote, (name) => search[name]);
  if (!asked) return asSent;
  const chosen = withChoice(quote, asked.choice);
  if (!chosen) return { ...asSent, isUnpayable: true };
  return { quote: chosen, sha256: sealed(chosen).sha256, faults: asked.faults, isUnpayable: false };
}

/** The page, after a form of it was refused. */
export async function showAgain(db: Db, scope: Scope, what: Shown, after: After): Promise<ShownPage> {
  const shared = await findPage(db, scope, what);
  const { language, timeZone } = scope;
  const decision = await findDecision(db, scope, shared.row.quoteId, shared.row.id);
  const chosen = chosenOn(shared, what, decision);
  const quote = decision?.outcome === 'accepted' ? decision.chosen : chosen.quote;
  const page = reading(quote, language, shared.standing === 'open' ? shared.quote : null);
  const company = (await findCompany(db, scope, language)).name;
  const asking = { language, what, quote: page.quote, sha256: chosen.sha256, company, typed: after.typed };
  const isOpen = shared.standing === 'open';
  const questions = await listQuestions(db, scope, shared.row.quoteId);
  const body = html`<h1>${quote.title}</h1>
    <p class="for">${said(language, 'kind', { number: quote.number })}</p>
    ${after.note && html`<p class="note bad" role="alert">${said(language, `notes.${after.note}`)}</p>`}
    ${standingNote(shared, page)} ${decision && decisionNote(decision, language, timeZone)} ${heading(page)}
    <div id="offer">${lines(page)} ${choiceForm(page, what, chosen)} ${money(page)} ${payments(page)}</div>
    ${around(page)}
    ${papers(page, (name) => addressOf(name, what, language), { sha256: shared.row.sha256, isAccepted: shared.standing === 'accepted' })}
    ${questionsPart(asking, questions, { canAsk: shared.standing !== 'superseded', timeZone })} ${isOpen && answerForms(asking)}`;
  const keep = isOpen ? what.search : kept(what);
  const { lang: _language, asked: _asked, ...rest } = keep;
  return { title: `${quote.title} · ${quote.number}`, body, style, keep: rest, ...(isOpen && { script }) };
}

/** Works the total out anew where no script does; the fields of the lines belong to it. */
function choiceForm({ language, quote, choosable }: Reading, what: Shown, { faults, isUnpayable }: Said): Html | false {
  if (choosable.length === 0) return false;
  const nameOf = (id: string): string => quote.lines.find((line) => line.id === id)?.name ?? '';
  return html`<form method="get" action="${what.path}" id="choice">
    <input type="hidden" name="lang" value="${language}" />
    <input type="hidden" name="choice" value="1" />
    ${Object.entries(kept(what)).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${faults.map(
      ({ lineId, ...bounds }) => html`<p class="note bad" role="alert">${quantityFault(nameOf(lineId), bounds, language)}</p>`,
    )}
    ${isUnpayable && html`<p class="note bad" role="alert">${said(language, 'faults.unpayable')}</p>`}
    <button class="plain">${said(language, 'reprice')}</button>
  </form>`;
}

function addressOf(name: string, { path, search }: Shown, language: string): string {
  const query = new URLSearchParams({ lang: language, ...kept({ search }) });
  return `${path}/files/${encodeURIComponent(name)}?${query.toString()}`;
}

/** Whether it still holds; where it does not, why, and where to go. */
function standingNote({ standing, row }: SharedQuote, { language }: Reading): Html | false {
  if (standing === 'open') return false;
  const day = dayText(row.validUntilOn, language);
  const text = said(language, `standing.${standing}`, { day, revision: row.newest });
  const open = html` <a href="?lang=${language}&revision=${row.newest}"
    >${said(language, 'openNewest', { revision: row.newest })}</a
  >`;
  return html`<p class="note ${standing === 'accepted' ? 'good' : 'bad'}" role="status">
    ${text}${standing === 'superseded' && open}
  </p>`;
}
