import type { FastifyReply } from 'fastify';
import { translate } from '../i18n.ts';
import { type Language, languageNames, languages } from '../languages.ts';
import type { Company } from './company.ts';
import { html, type Html } from './html.ts';
import { inkOn } from './ink.ts';
import { customerStyle, sendPublicPage } from './page.ts';

/** The company of a page of which it is not known whose it is. */
export const noCompany: Company = { name: '', color: null, logo: null };

interface Sheet {
  language: Language;
  company: Company;
  /** What the browser's tab and a chat that shows the link say. */
  title: string;
  body: Html;
  status: number;
  /** What the page needs besides the style that all pages for customers have. */
  style?: string | undefined;
  script?: string | undefined;
  /** What stays in the address when the reader changes the language. */
  keep?: Readonly<Record<string, string>> | undefined;
}

/** Sends a page for a customer: the company on top, in its colour; kept nowhere and told to no other site. */
export function sendSheet(reply: FastifyReply, { company, body, style: own = '', script, keep, ...page }: Sheet): FastifyReply {
  const color = company.color !== null && /^#[0-9a-f]{6}$/i.test(company.color) ? company.color : '#3548a5';
  const style = `:root{--brand:${color};--on-brand:${inkOn(color)}}${customerStyle}${own}`;
  const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="${color}"/></svg>`;
  return sendPublicPage(reply, {
    ...page,
    body: html`${sheetTop(company, page.language, keep)} ${body}`,
    style,
    ...(script !== undefined && { script }),
    icon: `data:image/svg+xml,${encodeURIComponent(mark)}`,
    card: { site: company.name, image: company.logo?.path ?? null },
    isPrivate: true,
  });
}

/** A page with a word to its reader and nothing else. */
export function sendNotice(reply: FastifyReply, { text, ...page }: Omit<Sheet, 'body'> & { text: string }): FastifyReply {
  const body = html`<main class="sheet">
    <h1>${page.title}</h1>
    <p>${text}</p>
  </main>`;
  return sendSheet(reply, { ...page, body });
}

/** Who shows the page, and the languages that it can be read in. */
export function sheetTop({ name, logo }: Company, language: Language, keep: Readonly<Record<string, string>> = {}): Html {
  const more = new URLSearchParams(keep).toString();
  const rest = more === '' ? '' : `&${more}`;
  return html`<header class="top">
    <div>
      <span class="company">
        ${logo && html`<img src="${logo.path}" alt="" width="${logo.width}" height="${logo.height}" />`}
        <span>${name}</span>
      </span>
      <nav class="tongues" aria-label="${translate(language, 'platform:public.languages')}">
        ${languages
          .filter((each) => each !== language)
          .map((each) => html`<a href="?lang=${each}${rest}" lang="${each}" hreflang="${each}">${languageNames[each]}</a> `)}
      </nav>
    </div>
  </header>`;
}
