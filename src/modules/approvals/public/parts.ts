import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import { dayText } from '../../../platform/public/text.ts';
import type { ApprovalDetail } from '../contract.ts';
import type { ShownLine, ShownValue } from '../presenting/contract.ts';
import { inSight, lineKeys, saysSomething, sumsOf } from '../sight/rules.ts';
import { valueText } from '../wording/rules.ts';

export const longestComment = 2000;
const mostLines = 100;

export const words = (language: Language, key: string, params: object = {}): string =>
  translate(language, `approvals:page.${key}`, { ...params });
const said = (language: Language, key: string, params: object = {}): string =>
  translate(language, `approvals:${key}`, { ...params });

/** What is asked, in the order in which whoever decides reads it: why, with which values, of which lines, of whom. */
export function askedFor(language: Language, currency: string, approval: ApprovalDetail): Html {
  return html`${reasons(language, approval)} ${values(language, currency, approval)} ${lines(language, currency, approval)}
  ${history(language, approval)}`;
}

function reasons(language: Language, { reasons: all }: ApprovalDetail): Html | false {
  if (all.length === 0) return false;
  return html`<h2>${said(language, 'reasons.title')}</h2>
    <ul class="reasons">
      ${all.map(
        ({ ruleName, because, isKept }) =>
          html`<li class="${isKept ? 'kept' : ''}">
            <b>${ruleName}</b> ${isKept && html`<small>${said(language, 'reasons.kept')}</small>`}
            ${because.map((sentence) => html`<div>${sentence}</div>`)}
          </li>`,
      )}
    </ul>`;
}

function valueRows(language: Language, currency: string, all: readonly ShownValue[]): Html {
  const before = ({ kind, before: value }: ShownValue): string =>
    words(language, 'before', { value: valueText(language, currency, { kind, value }) });
  return html`<table class="values">
    <tbody>
      ${all.map(
        (one) =>
          html`<tr class="${one.isDecisive ? 'decisive' : ''}">
            <th scope="row">${one.label}</th>
            <td class="num">
              <span class="${one.isWorse ? 'worse' : ''}">${valueText(language, currency, one)}</span>
              ${one.note !== null && html`<small>${one.note}</small>`}
              ${one.hasBefore && one.before !== one.value && html`<small>${before(one)}</small>`}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function values(language: Language, currency: string, { values: all }: ApprovalDetail): Html | false {
  const { shown, folded } = inSight(all);
  if (shown.length === 0) return false;
  return html`<h2>${words(language, 'values')}</h2>
    ${valueRows(language, currency, shown)}
    ${
      folded.length > 0 &&
      html`<details>
        <summary>${said(language, 'values.others', { count: folded.length })}</summary>
        ${valueRows(language, currency, folded)}
      </details>`
    }`;
}

function lineRow(language: Language, currency: string, keys: readonly string[], line: ShownLine): Html {
  const { title, marks, values: own, trace, note } = line;
  const told = own.filter((one) => keys.includes(one.key) && (one.isMain || saysSomething(one)));
  const under = [trace.join(' → '), note].filter(Boolean);
  return html`<tr>
    <th scope="row">
      ${title} ${marks.map((mark) => html`<span class="kind">${mark}</span> `)}
      ${under.map((text) => html`<small>${text}</small>`)}
    </th>
    <td class="num">
      ${told.map(
        (one) =>
          html`<div class="${one.isDecisive ? 'worse' : ''}">
            <span>${one.label}</span> <span>${valueText(language, currency, one)}</span>
          </div>`,
      )}
    </td>
  </tr>`;
}

function sumRow(language: Language, currency: string, counted: readonly ShownLine[]): Html | false {
  const sums = [...sumsOf(counted).values()];
  if (counted.length < 2 || sums.length === 0) return false;
  return html`<tr class="worse">
    <th scope="row">${said(language, 'lines.sum')}</th>
    <td class="num">
      ${sums.map((value) => html`<div><span></span> ${valueText(language, currency, { kind: 'money', value })}</div>`)}
    </td>
  </tr>`;
}

function lines(language: Language, currency: string, { lines: all }: ApprovalDetail): Html | false {
  if (all.length === 0) return false;
  const keys = lineKeys(all);
  const rows = (some: readonly ShownLine[]): Html[] =>
    some.slice(0, mostLines).map((line) => lineRow(language, currency, keys, line));
  const [counted, others] = [all.filter(({ isCounted }) => isCounted), all.filter(({ isCounted }) => !isCounted)];
  return html`<h2>${words(language, 'lines')}</h2>
    <table class="values items">
      <tbody>
        ${rows(counted)} ${sumRow(language, currency, counted)}
      </tbody>
    </table>
    ${
      others.length > 0 &&
      html`<h3>${said(language, 'lines.uncounted')}</h3>
        <table class="values items uncounted">
          <tbody>
            ${rows(others)}
          </tbody>
        </table>`
    }`;
}

function history(language: Language, { facts, history: past }: ApprovalDetail): Html | false {
  const rows = [...facts.map(({ label, text }) => ({ title: label, text, on: null })), ...past];
  if (rows.length === 0) return false;
  return html`<h2>${words(language, 'history')}</h2>
    <table class="values">
      <tbody>
        ${rows.map(
          ({ title, text, on }) =>
            html`<tr>
              <th scope="row">${title} ${on !== null && html`<small>${dayText(on, language)}</small>`}</th>
              <td class="num">${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** The decision. It stays at the foot of the window, however far one has read. */
export function decisionForm(language: Language, comment: string): Html {
  return html`<form method="post" class="decision">
    <label for="comment">${words(language, 'comment')}</label>
    <textarea id="comment" name="comment" rows="1" maxlength="${longestComment}">${comment}</textarea>
    <div class="choices">
      <button type="submit" name="verdict" value="rejected">${words(language, 'reject')}</button>
      <button type="submit" name="verdict" value="approved" class="yes">${words(language, 'approve')}</button>
    </div>
  </form>`;
}
