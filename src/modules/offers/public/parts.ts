import { isDeepStrictEqual } from 'node:util';
import { translate } from '../../../platform/i18n.ts';
import { type Language, languageNames } from '../../../platform/languages.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import { quantityText } from '../../../platform/public/text.ts';
import { writeDecimal } from '../../../platform/decimal.ts';
import type { FrozenLine, FrozenQuote } from '../freezing/contract.ts';
import { type Bounds, type Choosable, choosableLines, fieldOf } from '../choosing/rules.ts';
import { quoteDocument } from '../printing/rules.ts';
import { wordedIn } from '../translating/rules.ts';

type Doc = ReturnType<typeof quoteDocument>;
type Row = Doc['rows'][number];

export const said = (language: Language, key: string, params: object = {}): string =>
  translate(language, `offers:public.${key}`, { ...params });

/** What is behind a page's parts: the quote as it is shown, in the reader's language. */
export interface Reading {
  language: Language;
  quote: FrozenQuote;
  doc: Doc;
  /** What can be chosen on it; nothing where the quote no longer stands. */
  choosable: readonly Choosable[];
  /** Whether some of it is said in other words than those that were agreed. */
  isTranslated: boolean;
}

/** The page of a quote; `open` is it as it was sent, where its reader may choose. */
export function reading(frozen: FrozenQuote, language: Language, open: FrozenQuote | null): Reading {
  const quote = wordedIn(frozen, language);
  return {
    language,
    quote,
    doc: quoteDocument(quote, language),
    choosable: open === null ? [] : choosableLines(open),
    isTranslated: !isDeepStrictEqual(quote, frozen),
  };
}

interface Fact {
  label: string;
  value: string;
}

function facts(all: readonly Fact[]): Html {
  return html`<dl class="facts box">
    ${all.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Lines of a text as they were typed. */
export function typed(text: string): Html {
  return html`<p class="typed">${text}</p>`;
}

/** Who offers what to whom, and until when. */
export function heading({ doc, quote, language, isTranslated }: Reading): Html {
  const own = languageNames[quote.language];
  return html`${facts([...doc.customer, ...doc.about])}
  ${isTranslated && html`<p class="hint">${said(language, 'translated', { language: own })}</p>`}
  ${quote.intro !== null && typed(quote.intro)}`;
}

/** A field of the choice, which belongs to the form at the end of the lines wherever it stands. */
const inChoice = 'choice';

function chooser(line: FrozenLine, { choosable: all, language }: Reading): Html | false {
  const group = all.find(({ oneOf }) => oneOf.includes(line.id));
  if (group) {
    const isOn = line.amounts?.isCounted === true;
    return html`<label class="pick"
      ><input type="radio" form="${inChoice}" name="${fieldOf.instead(group.id)}" value="${line.id}" ${isOn ? checked : false} />
      ${said(language, 'takeThis')}</label
    >`;
  }
  if (all.some(({ id, isOptional }) => id === line.id && isOptional))
    return html`<label class="pick"
      ><input type="checkbox" form="${inChoice}" name="${fieldOf.taken(line.id)}" value="1" ${line.isChosen ? checked : false} />
      ${said(language, 'take')}</label
    >`;
  return false;
}

const checked = html`checked`;

const rangeOf = ({ min, max }: Bounds, language: Language): { min: string; max: string } => ({
  min: quantityText(min, language),
  max: quantityText(max, language),
});

/** Why a quantity cannot be taken. */
export function quantityFault(name: string, bounds: Bounds, language: Language): string {
  const { decimals } = bounds;
  const params = { name, count: decimals, ...rangeOf(bounds, language) };
  return said(language, decimals === 0 ? 'faults.quantityWhole' : 'faults.quantity', params);
}

/** A line's quantity, typed where the seller allows it. */
function quantityField(line: FrozenLine, text: string, { language, choosable }: Reading): Html {
  const bounds = choosable.find(({ id }) => id === line.id)?.limits;
  if (!bounds) return html`${text}`;
  const { min, max, decimals } = bounds;
  const range = said(language, 'between', rangeOf(bounds, language));
  return html`<span class="count"
    ><input
      class="quantity"
      type="number"
      min="${min}"
      max="${max}"
      step="${writeDecimal({ unscaled: 1n, scale: decimals })}"
      form="${inChoice}"
      name="${fieldOf.quantity(line.id)}"
      value="${line.quantity}"
      inputmode="${decimals === 0 ? 'numeric' : 'decimal'}"
      aria-label="${said(language, 'quantityOf', { name: line.name, range })}"
    />
    ${line.unit ?? ''} <small>${range}</small></span
  >`;
}

function named(row: Row, line: FrozenLine, page: Reading): Html {
  return html`${line.no !== null && html`<small class="no">${line.no}</small> `}${row.name}
  ${row.mark && html`<small>${row.mark}</small>`}${row.under.map((text) => html`<small class="under">${text}</small>`)}
  ${chooser(line, page)}`;
}

function item(row: Row, line: FrozenLine, page: Reading): Html {
  const { columns } = page.doc;
  return html`<tr class="${row.isQuiet ? 'out' : ''}" id="line-${line.id}">
    ${columns.map(({ key, label }, at) => {
      const text = row.cells[at] ?? '';
      if (key === 'no') return false;
      if (key === 'name') return html`<td>${named(row, line, page)}</td>`;
      const content = key === 'quantity' ? quantityField(line, text, page) : text;
      return text === '' ? html`<td class="num none"></td>` : html`<td class="num" data-label="${label}">${content}</td>`;
    })}
  </tr>`;
}

/** The lines with what they come to, section by section. */
export function lines(page: Reading): Html {
  const { doc, quote, language } = page;
  const shown = doc.columns.filter(({ key }) => key !== 'no');
  return html`<h2 id="lines">${said(language, 'lines')}</h2>
    <table class="lines wide">
      <thead>
        <tr>
          ${shown.map(({ label, isNumber }) => html`<th scope="col" class="${isNumber ? 'num' : ''}">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${doc.rows.map((row, at) => {
          const line = quote.lines[at];
          if (!line) return false;
          if (row.kind === 'item') return item(row, line, page);
          const head = html`<span class="${row.kind}">${named(row, line, page)}</span>`;
          return html`<tr class="${row.kind}">
            <td colspan="${row.kind === 'section' ? shown.length - 1 : shown.length}">${head}</td>
            ${row.kind === 'section' && html`<td class="num">${row.amount}</td>`}
          </tr>`;
        })}
      </tbody>
    </table>`;
}

/** From the sum of the lines to what is to be paid. */
export function money({ doc, language }: Reading): Html {
  return html`<dl class="sums" aria-label="${said(language, 'totals')}">
      ${doc.totals.map(
        ({ label, value, isWhole }) =>
          html`<div class="${isWhole ? 'whole' : ''}">
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${doc.words && html`<p class="hint words">${doc.wordsLabel} ${doc.words}</p>`}`;
}

export function payments({ doc, language }: Reading): Html | false {
  if (doc.payments.length === 0) return false;
  return html`<h2>${doc.titles.payments}</h2>
    <table class="lines">
      <thead class="unseen">
        <tr>
          <th scope="col">${said(language, 'due')}</th>
          <th scope="col">${said(language, 'share')}</th>
          <th scope="col">${said(language, 'amount')}</th>
        </tr>
      </thead>
      <tbody>
        ${doc.payments.map(
          ({ due, share, amount }) =>
            html`<tr>
              <td>${due}</td>
              <td class="num">${share}</td>
              <td class="num">${amount}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** Why it is worth it, when it comes, and on which terms; each term with what it means. */
export function around({ doc, quote, language }: Reading): Html {
  return html`${
    doc.values.length > 0 &&
    html`<h2>${doc.titles.values}</h2>
      ${doc.values.map(
        ({ need, benefit, proof }) =>
          html`<div class="box value">
            <p><b>${need}</b></p>
            ${typed(benefit)} ${proof && html`<p class="hint">${proof}</p>`}
          </div>`,
      )}`
  }
  ${
    doc.delivery.length > 0 &&
    html`<h2>${doc.titles.delivery}</h2>
      ${facts(doc.delivery)}`
  }
  ${
    doc.terms.length > 0 &&
    html`<h2>${doc.titles.terms}</h2>
      ${doc.terms.map(
        ({ title, text, plain }) =>
          html`<section class="term">
            <h3>${title}</h3>
            ${typed(text)} ${plain && html`<div class="plainly"><b>${said(language, 'plainly')}</b>${typed(plain)}</div>`}
          </section>`,
      )}`
  }
  ${quote.closing !== null && typed(quote.closing)}`;
}

/** What can be saved, and the fingerprint by which page and PDF are known to say the same. */
export function papers(
  { quote, language }: Reading,
  address: (name: string) => string,
  { sha256, isAccepted }: { sha256: string; isAccepted: boolean },
): Html {
  return html`<h2>${said(language, 'papers')}</h2>
    <ul class="papers">
      ${isAccepted && html`<li><a href="${address('accepted.pdf')}" download>${said(language, 'pdfAccepted')}</a></li>`}
      <li><a href="${address('quote.pdf')}" download>${said(language, isAccepted ? 'pdfSent' : 'pdf')}</a></li>
      ${quote.files.map(
        ({ id, name, sizeBytes }) =>
          html`<li>
            <a href="${address(id)}" download>${name}</a> <small>${said(language, 'size', { size: sizeText(sizeBytes) })}</small>
          </li>`,
      )}
    </ul>
    <p class="hint">${said(language, 'seal')} <code class="seal">${sha256}</code></p>`;
}

function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
