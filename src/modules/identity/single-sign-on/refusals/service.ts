import type { FastifyReply } from 'fastify';
import { translate } from '../../../../platform/i18n.ts';
import type { Language } from '../../../../platform/languages.ts';
import { html } from '../../../../platform/public/html.ts';
import { customerStyle, sendPublicPage } from '../../../../platform/public/page.ts';

interface Refused {
  language: Language;
  status: number;
  /** Words key of what went wrong. */
  text: string;
  params?: Record<string, unknown>;
  /** What the operator looks for in the log. */
  requestId: string;
}

/** Says on a plain page why somebody was not let in, with the way back. */
export function sendRefusal(reply: FastifyReply, { language, status, text, params = {}, requestId }: Refused): FastifyReply {
  const words = (key: string): string => translate(language, `identity:ssoPage.${key}`);
  const title = words('title');
  const body = html`<main class="sheet">
    <h1>${title}</h1>
    <p>${translate(language, text, params)}</p>
    <p>${words('nothing')}</p>
    <p><a href="/sign-in">${words('back')}</a></p>
    <p><small>${words('reference')} ${requestId}</small></p>
  </main>`;
  const style = `:root{--brand:#3548a5;--on-brand:#ffffff}${customerStyle}`;
  return sendPublicPage(reply, { language, title, body, status, style, isPrivate: true });
}
