import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { negotiateLanguage, translate } from '../i18n.ts';
import { isLanguage, type Language, languageNames, languages } from '../languages.ts';
import { html, type Html } from '../public/html.ts';
import { registerPublicStyle, sendPublicPage } from '../public/page.ts';
import { guideOf, helpPath, indexPage, searchGuide } from './guide.ts';

const longestQuery = 100;
/** The guide for users, in every language, with a search: pages at `/help` that need neither scripts nor a session. */
export function registerHelp(app: FastifyInstance): void {
  registerPublicStyle(app);
  app.get('/help', (request, reply) => toLanguage(request, reply));
  app.get('/help/', (request, reply) => toLanguage(request, reply));
  app.get<{ Params: { language: string; page?: string }; Querystring: { q?: unknown } }>(
    '/help/:language/:page?',
    (request, reply) => {
      const { language, page = '' } = request.params;
      if (!isLanguage(language)) return toLanguage(request, reply);
      const { q } = request.query;
      return typeof q === 'string' && q.trim() !== ''
        ? sendHits(reply, language, q.trim().slice(0, longestQuery))
        : sendGuidePage(reply, language, page === '' ? indexPage : page);
    },
  );
}

function toLanguage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(helpPath(negotiateLanguage(request.headers['accept-language'])));
}

function sendGuidePage(reply: FastifyReply, language: Language, name: string): FastifyReply {
  const page = guideOf(language).get(name);
  const title = page?.title ?? translate(language, 'platform:help.noPage');
  const text = page ? page.body : html`<h1>${title}</h1>`;
  return send(reply, { language, name, title, text, status: page ? 200 : 404 });
}

function sendHits(reply: FastifyReply, language: Language, query: string): FastifyReply {
  const hits = searchGuide(language, query);
  const title = translate(language, 'platform:help.found', { query });
  const items = hits.map(({ page, anchor, title: name, excerpt: [before, match, after] }) => {
    const address = helpPath(language, page) + (anchor === '' ? '' : `#${encodeURIComponent(anchor)}`);
    return html`<li>
      <a href="${address}">${name}</a>
      <p>${before}${match !== '' && html`<mark>${match}</mark>`}${after}</p>
    </li>`;
  });
  const text = html`<h1>${title}</h1>
    ${
      items.length > 0
        ? html`<ul class="hits">
            ${items}
          </ul>`
        : html`<p>${translate(language, 'platform:help.nothing')}</p>`
    }`;
  return send(reply, { language, name: '', title, text, query });
}

interface Shown {
  language: Language;
  name: string;
  title: string;
  text: Html;
  query?: string;
  status?: number;
}

function send(reply: FastifyReply, shown: Shown): FastifyReply {
  const { language, name, title, text, status = 200 } = shown;
  const guide = translate(language, 'platform:help.title');
  const body = html`${head(shown, guide)}
    <div class="page">
      <nav class="pages" aria-label="${guide}">
        <ul>
          ${[...guideOf(language).values()].map((page) => html`<li><a href="${helpPath(language, page.name)}" ${current(page.name === name)}>${page.title}</a></li>`)}
        </ul>
      </nav>
      <main>${text}</main>
    </div>`;
  return sendPublicPage(reply, { language, title: `${title} · ${translate(language, 'platform:product')}`, body, status });
}

const current = (isCurrent: boolean): Html | false => isCurrent && html`aria-current="page"`;

function head({ language, name, query = '' }: Shown, guide: string): Html {
  const words = (key: 'search' | 'find' | 'open' | 'languages'): string => translate(language, `platform:help.${key}`);
  const page = guideOf(language).has(name) ? name : indexPage;
  return html`<header class="head">
    <a class="brand" href="${helpPath(language)}"
      ><img src="/favicon.svg" alt="" width="24" height="24" />${translate(language, 'platform:product')} · ${guide}</a
    >
    <form class="search" role="search" action="${helpPath(language)}">
      <input
        type="search"
        name="q"
        value="${query}"
        maxlength="${longestQuery}"
        required
        placeholder="${words('search')}"
        aria-label="${words('search')}"
      />
      <button>${words('find')}</button>
    </form>
    <nav class="links" aria-label="${words('languages')}">
      ${languages
        .filter((each) => each !== language)
        .map((each) => html`<a href="${helpPath(each, page)}" lang="${each}" hreflang="${each}">${languageNames[each]}</a> `)}
      <a href="/">${words('open')}</a>
    </nav>
  </header>`;
}
