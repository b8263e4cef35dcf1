import type { FastifyReply } from 'fastify';
import { translate } from '../i18n.ts';
import type { CodeOutcome, Opened } from './door.ts';
import { publicPath } from './door.ts';
import { html } from './html.ts';
import { sendSheet } from './sheet.ts';

type Locked = Extract<Opened, { state: 'locked' }>;
export const codeNotes = ['sent', 'wait', 'many', 'wrong', 'over', 'used'] as const satisfies readonly CodeOutcome['state'][];
export type CodeNote = (typeof codeNotes)[number];

const good: ReadonlySet<CodeNote> = new Set(['sent', 'wait']);

/** Asks for the code: two forms that need no scripts, one to have it sent, one to enter it. Says nothing of what lies behind. */
export function sendCodePage(reply: FastifyReply, token: string, page: Locked, note: CodeNote | null): FastifyReply {
  const { language, company, sharedBy, channel, to } = page;
  const words = (key: string): string =>
    translate(language, `platform:public.code.${key}`, { name: sharedBy, company: company.name, to });
  const address = (part: string): string => `${publicPath(token)}/${part}?lang=${language}`;
  const hasCode = note !== null && note !== 'over' && note !== 'used';
  const body = html`<main class="sheet">
    <h1>${words('title')}</h1>
    <p>${words('text')}</p>
    ${note && html`<p class="note ${good.has(note) ? '' : 'bad'}" role="status">${words(`notes.${note}`)}</p>`}
    ${
      hasCode &&
      html`<form method="post" action="${address('enter')}" class="box">
        <label for="code">${words('label')}</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9０-９ ]{6,9}"
          maxlength="9"
          required
          autofocus
        />
        <button>${words('open')}</button>
      </form>`
    }
    <form method="post" action="${address('code')}">
      <button class="${hasCode ? 'plain' : ''}">${words(hasCode ? 'again' : channel)}</button>
    </form>
    ${!hasCode && html`<p class="hint">${words('hint')}</p>`}
  </main>`;
  return sendSheet(reply, { language, company, title: words('title'), body, status: 200 });
}
