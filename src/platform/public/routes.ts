import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { negotiateLanguage, translate } from '../i18n.ts';
import { isLanguage, type Language } from '../languages.ts';
import { codeNotes, sendCodePage } from './code-page.ts';
import { type CodeOutcome, type Opened, type PublicDoor, type PublicFile, publicPath } from './door.ts';
import { html } from './html.ts';
import { noCompany, sendNotice, sendSheet } from './sheet.ts';
import { dayText } from './text.ts';

interface Asked {
  Params: { token: string };
  Querystring: { lang?: unknown; code?: unknown };
}

/** A drawn signature is the largest thing that a form of a page holds. */
const longestForm = 150_000;

/** A limit on how often one address asks, and a page in the reader's words for whatever goes wrong. */
function limited(max: number, timeWindow: string) {
  return {
    config: { rateLimit: { max, timeWindow } },
    errorHandler: (error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) =>
      void sendFailure(error, request, reply),
  };
}

/** The forms of a page by their names, and what can be saved from it. */
function registerActs(app: FastifyInstance, door: PublicDoor): void {
  void app.register(async (acts) => {
    acts.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: longestForm },
      (_request, text, done) => done(null, String(text)),
    );
    acts.post<Asked & { Params: { act: string }; Body?: string }>('/p/:token/:act', {
      ...limited(30, '10 minutes'),
      handler: async (request, reply) => {
        const { token, act } = request.params;
        const asked = languageIn(request.query);
        const form = new URLSearchParams(request.body ?? '');
        const found = await door.act(token, act, form, request, asked);
        if (found.state === 'open') return sendOpen(reply, found);
        // What was locked meanwhile asks for its code again.
        if (found.state === 'done' || found.state === 'locked')
          return backTo(request, reply, found.state === 'done' ? found.search : {});
        return sendClosed(reply, request, found, asked);
      },
    });
  });
  app.get<Asked & { Params: { name: string } }>('/p/:token/files/:name', {
    ...limited(30, '1 minute'),
    handler: async (request, reply) => {
      const { token, name } = request.params;
      const asked = languageIn(request.query);
      const file = await door.file(token, name, request, asked);
      return file ? sendFile(reply, file) : sendClosed(reply, request, { state: 'gone' }, asked);
    },
  });
}

/** Pages for customers at `/p/<token>`: no session, readable without scripts, and a limit on how often one address asks. */
export function registerPublicPages(app: FastifyInstance, door: PublicDoor): void {
  app.get<Asked>('/p/:token', {
    ...limited(60, '1 minute'),
    handler: async (request, reply) => {
      const { token } = request.params;
      const asked = languageIn(request.query);
      const found = await door.open(token, request, asked);
      if (found.state === 'open') return sendOpen(reply, found);
      if (found.state === 'locked')
        return sendCodePage(reply, token, found, codeNotes.find((note) => note === request.query.code) ?? null);
      return sendClosed(reply, request, found, asked);
    },
  });
  void app.register(async (forms) => {
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1000 },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
    );
    forms.post<Asked>('/p/:token/code', {
      ...limited(10, '10 minutes'),
      handler: async (request, reply) =>
        goBack(request, reply, await door.sendCode(request.params.token, languageIn(request.query))),
    });
    forms.post<Asked & { Body?: { code?: unknown } }>('/p/:token/enter', {
      ...limited(20, '10 minutes'),
      handler: async (request, reply) => {
        const typed = request.body?.code;
        const code = typeof typed === 'string' ? typed.slice(0, 40) : '';
        return goBack(request, reply, await door.enterCode(request.params.token, code, request));
      },
    });
  });
  registerActs(app, door);
  app.get<{ Params: { name: string } }>('/brand/:name', {
    ...limited(300, '1 minute'),
    handler: async (request, reply) => {
      const [, address] = /^([\w-]{24})\.png$/.exec(request.params.name) ?? [];
      const picture = address === undefined ? undefined : await door.logo(address);
      reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'; sandbox");
      if (!picture) return reply.code(404).type('text/plain').send('');
      // Another picture has another address. Mail programs show it on pages of other sites.
      return reply
        .type('image/png')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(picture);
    },
  });
}

function languageIn({ lang }: { lang?: unknown }): Language | null {
  return isLanguage(lang) ? lang : null;
}

/** After a form, the page again: loading it anew sends nothing a second time. */
function goBack(request: FastifyRequest<Asked>, reply: FastifyReply, { state, cookie }: CodeOutcome): FastifyReply {
  if (cookie !== undefined) reply.header('set-cookie', cookie);
  return backTo(request, reply, state !== 'open' && state !== 'gone' ? { code: state } : {});
}

function backTo(request: FastifyRequest<Asked>, reply: FastifyReply, more: Readonly<Record<string, string>>): FastifyReply {
  const language = languageIn(request.query);
  const search = new URLSearchParams({ ...(language && { lang: language }), ...more });
  const query = search.size > 0 ? `?${search.toString()}` : '';
  return reply
    .header('cache-control', 'no-store')
    .redirect(`${publicPath(encodeURIComponent(request.params.token))}${query}`, 303);
}

/** Something to save, never to show: what somebody uploaded must not run as our page. */
function sendFile(reply: FastifyReply, { name, mediaType, sizeBytes, content }: PublicFile): FastifyReply {
  return reply
    .header('content-type', mediaType)
    .header('content-length', sizeBytes)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .header('x-robots-tag', 'noindex, nofollow, noarchive')
    .send(content instanceof Uint8Array ? Buffer.from(content) : content);
}

function acceptedBy(request: FastifyRequest): Language {
  return negotiateLanguage(request.headers['accept-language']);
}

function sendFailure(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = acceptedBy(request);
  const words = (key: string): string => translate(language, `platform:public.${key}`);
  const notice = { language, company: noCompany };
  if (error.statusCode === 429)
    return sendNotice(reply, { ...notice, status: 429, title: words('busy'), text: words('busyText') });
  // A form that no page of ours sends.
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendNotice(reply, { ...notice, status: error.statusCode, title: words('gone'), text: words('goneText') });
  request.log.error({ err: error, requestId: request.id }, 'public page failed');
  return sendNotice(reply, { ...notice, status: 500, title: words('failed'), text: words('failedText') });
}

function sendClosed(
  reply: FastifyReply,
  request: FastifyRequest,
  found: Extract<Opened, { state: 'gone' | 'expired' }>,
  asked: Language | null,
): FastifyReply {
  const language = asked ?? (found.state === 'expired' ? found.language : acceptedBy(request));
  const words = (key: string, params = {}): string => translate(language, `platform:public.${key}`, params);
  if (found.state === 'gone')
    return sendNotice(reply, { language, company: noCompany, status: 404, title: words('gone'), text: words('goneText') });
  const { company, sharedBy: name, expiredOn } = found;
  const text = words('expiredText', { day: dayText(expiredOn, language), name, company: company.name });
  return sendNotice(reply, { language, company, status: 404, title: words('expired'), text });
}

function sendOpen(reply: FastifyReply, page: Extract<Opened, { state: 'open' }>): FastifyReply {
  const { language, company, title, sharedBy, validUntil, watermark, status = 200, style, script, keep } = page;
  const words = (key: string, params: object): string => translate(language, `platform:public.${key}`, { ...params });
  const body = html`<main class="sheet">${page.body}</main>
    <footer class="foot">
      <p>${words('sharedBy', { name: sharedBy, company: company.name })}</p>
      <p>${words('validUntil', { day: dayText(validUntil, language) })}</p>
    </footer>
    ${watermark !== null && html`<div class="mark" aria-hidden="true">${Array.from({ length: 15 }, () => html`<span>${watermark}</span>`)}</div>`}`;
  return sendSheet(reply, { language, company, title: `${title} · ${company.name}`, body, status, style, script, keep });
}
