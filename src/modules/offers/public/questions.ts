import { dayInZone } from '../../../platform/days.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import { dayText } from '../../../platform/public/text.ts';
import type { QuoteQuestion } from '../questions/contract.ts';
import { actionOf, type Asking, field, typedIn } from './answers.ts';
import { said, typed as lined } from './parts.ts';

interface Place {
  canAsk: boolean;
  timeZone: string;
}

/** What was asked and answered, and a form for one more question. */
export function questionsPart(page: Asking, questions: readonly QuoteQuestion[], { canAsk, timeZone }: Place): Html | false {
  if (questions.length === 0 && !canAsk) return false;
  const asking = typedIn(page, 'ask');
  const { language, what } = asking;
  const { asked } = what.search;
  const note = asked === 'asked' || asked === 'many' ? asked : null;
  const day = (at: string): string => dayText(dayInZone(at, timeZone), language);
  return html`<h2 id="questions">${said(language, 'ask.title')}</h2>
    ${note && html`<p class="note ${note === 'asked' ? 'good' : 'bad'}" role="status">${said(language, `ask.notes.${note}`)}</p>`}
    ${questions.map(
      ({ name, text, lineName, createdAt, replies }) =>
        html`<div class="thread">
          <small>${[name, day(createdAt), lineName].filter((part) => part !== null).join(' · ')}</small>
          ${lined(text)}
          ${replies.map(
            (reply) =>
              html`<div class="ours"><small>${[reply.name, day(reply.createdAt)].join(' · ')}</small>${lined(reply.text)}</div>`,
          )}
        </div>`,
    )}
    ${canAsk && askForm(asking)}`;
}

function askForm(asking: Asking): Html {
  const { language, quote, typed } = asking;
  const words = (key: string): string => said(language, `ask.${key}`);
  const value = (name: string, usual = ''): string => typed?.form.get(name) ?? usual;
  const items = quote.lines.filter(({ kind }) => kind === 'item').slice(0, 500);
  const about = value('line');
  const name = { name: 'name', label: said(language, 'accept.name'), longest: 200, complete: 'name' } as const;
  const email = { name: 'email', label: words('email'), longest: 254, complete: 'email' } as const;
  const question = { name: 'question', label: words('question'), longest: 2000, isLong: true } as const;
  return html`<details class="more" ${typed && html`open`}>
    <summary>${words('open')}</summary>
    <form method="post" action="${actionOf('ask', asking)}">
      <div class="field">
        <label for="ask-line">${words('about')}</label>
        <select id="ask-line" name="line">
          <option value="">${words('whole')}</option>
          ${items.map(
            (line) =>
              html`<option value="${line.id}" ${line.id === about && html`selected`}>${line.no ?? ''} ${line.name}</option>`,
          )}
        </select>
      </div>
      ${field({ ...question, value: value('question') }, asking, 'ask-')}
      ${field({ ...name, value: value('name', quote.customer.person ?? '') }, asking, 'ask-')}
      ${field({ ...email, value: value('email') }, asking, 'ask-')}
      <button class="plain">${words('do')}</button>
    </form>
  </details>`;
}
