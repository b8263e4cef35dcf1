import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { negotiateLanguage, translate } from '../i18n.ts';
import { isLanguage, type Language, languageNames, languages } from '../languages.ts';
import { html, type Html } from './html.ts';
import { customerStyle, sendPublicPage } from './page.ts';
import { dayText } from './text.ts';

/** The company as customers know it. */
export interface Company {
  name: string;
  /** `#1f5eff`; null takes the product's. */
  color: string | null;
}

/** What is behind a link. A link that is unknown, revoked, or whose record is gone is `gone`: nothing tells one from another. */
export type Opened =
  | { state: 'gone' }
  | { state: 'expired'; language: Language; company: Company; sharedBy: string; expiredOn: string }
  | {
      state: 'open';
      language: Language;
      company: Company;
      title: string;
      body: Html;
      sharedBy: string;
      validUntil: string;
      watermark: string | null;
    };

/** Finds what a link shows; `language` is the one that the reader has chosen on the page, where they have. */
export type Opener = (token: string, request: FastifyRequest, language: Language | null) => Promise<Opened>;

/** Where a link leads. Short, because people read it out and chat programs cut it off. */
export const publicPath = (token: string): string => `/p/${token}`;

const product: Company = { name: '', color: null };

/** Pages for customers at `/p/<token>`: no session, no scripts, and a limit on how often one address asks. */
export function registerPublicPages(app: FastifyInstance, open: Opener): void {
  app.get<{ Params: { token: string }; Querystring: { lang?: unknown } }>('/p/:token', {
    config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
    errorHandler: (error, request, reply) => void sendFailure(error, request, reply),
    handler: async (request, reply) => {
      const asked = isLanguage(request.query.lang) ? request.query.lang : null;
      const found = await open(request.params.token, request, asked);
      if (found.state === 'open') return sendOpen(reply, found);
      const language = asked ?? (found.state === 'expired' ? found.language : acceptedBy(request));
      const words = (key: string, params = {}): string => translate(language, `platform:public.${key}`, params);
      if (found.state === 'gone')
        return sendNotice(reply, { language, company: product, status: 404, title: words('gone'), text: words('goneText') });
      const { company, sharedBy: name, expiredOn } = found;
      const text = words('expiredText', { day: dayText(expiredOn, language), name, company: company.name });
      return sendNotice(reply, { language, company, status: 404, title: words('expired'), text });
    },
  });
}

function acceptedBy(request: FastifyRequest): Language {
  return negotiateLanguage(request.headers['accept-language']);
}

function sendFailure(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = acceptedBy(request);
  const words = (key: string): string => translate(language, `platform:public.${key}`);
  const notice = { language, company: product };
  if (error.statusCode === 429)
    return sendNotice(reply, { ...notice, status: 429, title: words('busy'), text: words('busyText') });
  request.log.error({ err: error, requestId: request.id }, 'public page failed');
  return sendNotice(reply, { ...notice, status: 500, title: words('failed'), text: words('failedText') });
}

interface Notice {
  language: Language;
  company: Company;
  status: number;
  title: string;
  text: string;
}

function sendNotice(reply: FastifyReply, { language, company, status, title, text }: Notice): FastifyReply {
  const body = html`${top(company, language)}
    <main class="sheet">
      <h1>${title}</h1>
      <p>${text}</p>
    </main>`;
  return sendForCustomer(reply, { language, company, title, body, status });
}

function sendOpen(reply: FastifyReply, page: Extract<Opened, { state: 'open' }>): FastifyReply {
  const { language, company, title, sharedBy, validUntil, watermark } = page;
  const words = (key: string, params: object): string => translate(language, `platform:public.${key}`, { ...params });
  const body = html`${top(company, language)}
    <main class="sheet">${page.body}</main>
    <footer class="foot">
      <p>${words('sharedBy', { name: sharedBy, company: company.name })}</p>
      <p>${words('validUntil', { day: dayText(validUntil, language) })}</p>
    </footer>
    ${watermark !== null && html`<div class="mark" aria-hidden="true">${Array.from({ length: 15 }, () => html`<span>${watermark}</span>`)}</div>`}`;
  return sendForCustomer(reply, { language, company, title: `${title} · ${company.name}`, body, status: 200 });
}

/** Who shows the page, and the languages that it can be read in. */
function top({ name }: Company, language: Language): Html {
  return html`<header class="top">
    <div>
      <span class="company">${name}</span>
      <nav class="tongues" aria-label="${translate(language, 'platform:public.languages')}">
        ${languages
          .filter((each) => each !== language)
          .map((each) => html`<a href="?lang=${each}" lang="${each}" hreflang="${each}">${languageNames[each]}</a> `)}
      </nav>
    </div>
  </header>`;
}

interface Sent {
  language: Language;
  company: Company;
  title: string;
  body: Html;
  status: number;
}

function sendForCustomer(reply: FastifyReply, { company, ...page }: Sent): FastifyReply {
  const color = company.color !== null && /^#[0-9a-f]{6}$/i.test(company.color) ? company.color : '#3548a5';
  const style = `:root{--brand:${color};--on-brand:${inkOn(color)}}${customerStyle}`;
  const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="${color}"/></svg>`;
  return sendPublicPage(reply, { ...page, style, icon: `data:image/svg+xml,${encodeURIComponent(mark)}`, isPrivate: true });
}

/** Black or white, whichever is easier to read on a colour. */
export function inkOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // Where both have the same contrast: (1.05) / (l + 0.05) = (l + 0.05) / 0.05.
  return luminance > 0.179 ? '#000000' : '#ffffff';
}
