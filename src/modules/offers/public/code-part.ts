import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import type { Shown } from '../../records/public-links/rules.ts';
import { said } from './parts.ts';

const told = ['sent', 'wait', 'many', 'wrong', 'over', 'used'] as const;
type Told = (typeof told)[number];
/** What became of the code that is asked for at accepting; `asked`: nothing yet, another field is wrong. */
export type CodeState = Told | 'asked';

export const isTold = (state: string): state is Told => told.some((one) => one === state);

/** Nothing of it holds any more: the form sends another. */
const isSpent = (state: CodeState | null): boolean => state === null || state === 'over' || state === 'used';

/** Where a phone goes on when a code is asked for, instead of at the top of the page. */
export const confirmAnchor = ({ codeGoesTo }: Shown): string => (codeGoesTo === null ? '' : '#confirm');

interface CodePart {
  what: Shown;
  language: Language;
  state: CodeState | null;
  fault: string | undefined;
  /** What was typed into it before another field turned out wrong. */
  value: string;
}

/** How an acceptance is sent: at once; or, where the link asks for a code then, with one that goes to the reader first. */
export function codePart({ what: { codeGoesTo: to }, language, state, fault, value }: CodePart): Html {
  const words = (key: string): string => said(language, `accept.${key}`, { to });
  const note = (key: Told): string => translate(language, `platform:public.code.notes.${key}`, { to });
  const isBad = state !== 'sent' && state !== 'wait';
  const accept = html`<p class="hint">${words('binding')}</p>
    <button>${words('do')}</button>`;
  if (to === null) return accept;
  if (isSpent(state))
    return html`<div id="confirm">
      ${state !== null && isTold(state) && html`<p class="note bad" role="alert">${note(state)}</p>`}
      <p class="hint">${words('codeFirst')}</p>
      <button>${words('next')}</button>
    </div>`;
  return html`<div id="confirm" class="box">
    ${state !== null && isTold(state) && html`<p class="note ${isBad && 'bad'}" role="${isBad ? 'alert' : 'status'}">${note(state)}</p>`}
    <div class="field">
      <label for="code">${translate(language, 'platform:public.code.label')}</label>
      <input
        id="code"
        name="code"
        value="${state === 'asked' ? value : ''}"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength="9"
        ${fault !== undefined && html`aria-invalid="true" aria-describedby="code-fault"`}
      />
      ${fault !== undefined && html`<p class="fault" id="code-fault" role="alert">${said(language, `faults.${fault}`)}</p>`}
    </div>
    ${accept}
    <button class="plain" name="again" value="1">${translate(language, 'platform:public.code.again')}</button>
    <p class="hint">${words('codeKept')}</p>
  </div>`;
}
