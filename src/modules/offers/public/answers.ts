import { html, type Html } from '../../../platform/public/html.ts';
import { amountText, dayText } from '../../../platform/public/text.ts';
import { dayInZone } from '../../../platform/days.ts';
import type { Language } from '../../../platform/languages.ts';
import type { Shown } from '../../records/public-links/rules.ts';
import { drawnIn, type FieldFaults } from '../answering/rules.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import type { QuoteDecision } from '../sharing/contract.ts';
import { codePart, type CodeState, confirmAnchor } from './code-part.ts';
import { said } from './parts.ts';

/** What a form is shown with again: what was typed, and what is wrong. */
export interface Typed {
  act: 'accept' | 'decline' | 'ask';
  form: URLSearchParams;
  faults: FieldFaults;
  /** What became of the code that is asked for at accepting. */
  code?: CodeState;
}

/** What the forms of a page are made of. */
export interface Asking {
  language: Language;
  what: Shown;
  quote: FrozenQuote;
  /** Of the quote as it is shown. */
  sha256: string;
  company: string;
  typed: Typed | null;
}

/** What was typed into this form, and not into another one. */
export function typedIn(asking: Asking, act: Typed['act']): Asking {
  return asking.typed?.act === act ? asking : { ...asking, typed: null };
}

const query = (language: Language, { search: { revision } }: Shown): string =>
  new URLSearchParams({ lang: language, ...(revision !== undefined && { revision }) }).toString();

export const actionOf = (name: string, { language, what }: Pick<Asking, 'language' | 'what'>): string =>
  `${what.path}/${name}?${query(language, what)}`;

const isChoice = (name: string): boolean => name === 'choice' || /^[oaq]\./.test(name);

/** What the reader has chosen so far, to go along with another form. */
export function chosenFields({ search }: Shown): Html[] {
  return Object.entries(search)
    .filter(([name]) => isChoice(name))
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

/** The choice as it was sent with a form, so that the page can be shown again as it was. */
export function withChoiceOf(what: Shown, form: URLSearchParams): Shown {
  const chosen = [...form].filter(([name]) => isChoice(name)).slice(0, 500);
  return { ...what, search: { ...what.search, ...Object.fromEntries(chosen) } };
}

/** The words that are agreed to; kept with the acceptance exactly as they stood there. */
export function consentOf({ language, quote, company }: Pick<Asking, 'language' | 'quote' | 'company'>): string {
  const amount = amountText(quote.totals.totalMinor, quote.currency, language);
  const { number, revision } = quote;
  return said(language, 'accept.consent', { number, revision, amount, company });
}

interface Field {
  name: 'name' | 'title' | 'reason' | 'signature' | 'question' | 'email';
  label: string;
  value: string;
  longest: number;
  complete?: string;
  isLong?: boolean;
}

/** A field with its label, and what is wrong with it. */
export function field({ name, label, value, longest, complete, isLong = false }: Field, asking: Asking, prefix = ''): Html {
  const { typed, language } = asking;
  const fault = typed?.faults[name];
  const id = `${prefix}${name}`;
  const told = fault === undefined ? false : html`aria-invalid="true" aria-describedby="${id}-fault"`;
  const input = isLong
    ? html`<textarea id="${id}" name="${name}" rows="4" maxlength="${longest}" ${told}>${value}</textarea>`
    : html`<input
        id="${id}"
        name="${name}"
        value="${value}"
        maxlength="${longest}"
        autocomplete="${complete ?? 'off'}"
        ${told}
      />`;
  return html`<div class="field">
    <label for="${id}">${label}</label>${input}
    ${fault !== undefined && html`<p class="fault" id="${id}-fault" role="alert">${said(language, `faults.${fault}`)}</p>`}
  </div>`;
}

function acceptForm(asking: Asking): Html {
  const { language, quote, what, sha256, typed } = asking;
  const words = (key: string): string => said(language, `accept.${key}`);
  const value = (name: string, usual = ''): string => typed?.form.get(name) ?? usual;
  const fault = typed?.faults.consent;
  const person = quote.customer.person ?? '';
  const drawing = (typed && drawnIn(typed.form)?.text) ?? '';
  // The tick stays beside the words that it was set to.
  const isAgreed = typed?.form.get('consent') === '1' && typed.form.get('sha256') === sha256;
  return html`<form method="post" action="${actionOf('accept', asking)}${confirmAnchor(what)}">
    ${field({ name: 'name', label: words('name'), value: value('name', person), longest: 200, complete: 'name' }, asking)}
    ${field({ name: 'title', label: words('jobTitle'), value: value('title'), longest: 200, complete: 'organization-title' }, asking)}
    ${field({ name: 'signature', label: words('signature'), value: value('signature'), longest: 200 }, asking)}
    <div id="pad" hidden>
      <p class="hint">${words('draw')}</p>
      <svg class="pad" viewBox="0 0 600 200" role="img" aria-label="${words('drawHere')}"><path d="${drawing}" /></svg>
      <input type="hidden" name="drawn" value="${drawing}" />
      <button type="button" class="plain">${words('clear')}</button>
    </div>
    <div id="agreed">
      <input type="hidden" name="version" value="${quote.revision}" />
      <input type="hidden" name="sha256" value="${sha256}" />
      ${chosenFields(what)}
      <label class="consent">
        <input
          type="checkbox"
          name="consent"
          value="1"
          ${isAgreed && html`checked`}
          ${fault !== undefined && html`aria-invalid="true"`}
        />
        <span>${consentOf(asking)}</span>
      </label>
      ${fault !== undefined && html`<p class="note bad" role="alert">${said(language, `faults.${fault}`)}</p>`}
    </div>
    ${codePart({ what, language, state: typed?.code ?? null, fault: typed?.faults.code, value: value('code') })}
    <p class="hint">${words('kept')}</p>
  </form>`;
}

function declineForm(asking: Asking): Html {
  const { language, quote, typed } = asking;
  const words = (key: string): string => said(language, `decline.${key}`);
  const reason = typed?.form.get('reason') ?? '';
  const name = typed?.form.get('name') ?? quote.customer.person ?? '';
  return html`<details class="more" ${typed && html`open`}>
    <summary>${words('title')}</summary>
    <form method="post" action="${actionOf('decline', asking)}">
      <input type="hidden" name="version" value="${quote.revision}" />
      ${field({ name: 'name', label: said(language, 'accept.name'), value: name, longest: 200, complete: 'name' }, asking, 'no-')}
      ${field({ name: 'reason', label: words('reason'), value: reason, longest: 2000, isLong: true }, asking, 'no-')}
      <button class="plain">${words('do')}</button>
    </form>
  </details>`;
}

/** Accept it, or say why not. */
export function answerForms(asking: Asking): Html {
  return html`<section class="answer" id="answer">
    <h2>${said(asking.language, 'accept.title')}</h2>
    ${acceptForm(typedIn(asking, 'accept'))} ${declineForm(typedIn(asking, 'decline'))}
  </section>`;
}

/** What was decided here, by whom and when. */
export function decisionNote(decision: QuoteDecision, language: Language, timeZone: string): Html {
  const { outcome, name, title, signature, decidedAt, sha256 } = decision;
  const day = dayText(dayInZone(decidedAt, timeZone), language);
  const who = title === null ? name : `${name}, ${title}`;
  return html`<div class="box">
    <p>${said(language, `${outcome}By`, { who, day })}</p>
    ${signature?.kind === 'drawn' && html`<svg class="signed" viewBox="0 0 600 200" role="img" aria-label="${who}"><path d="${signature.text}" /></svg>`}
    ${signature?.kind === 'typed' && html`<p><i>${signature.text}</i></p>`}
    ${outcome === 'accepted' && html`<p class="hint">${said(language, 'acceptedSeal')} <code class="seal">${sha256}</code></p>`}
  </div>`;
}
