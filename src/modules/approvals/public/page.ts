import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { negotiateLanguage, translate } from '../../../platform/i18n.ts';
import { isLanguage, type Language } from '../../../platform/languages.ts';
import { wordsKeyOf } from '../../../platform/problems.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import { customerStyle, sendPublicPage } from '../../../platform/public/page.ts';
import { noCompany, sheetTop } from '../../../platform/public/sheet.ts';
import { amountText } from '../../../platform/public/text.ts';
import { speaking, type Scope } from '../../../platform/scope.ts';
import { userScope } from '../../identity/access/service.ts';
import type { ApprovalDetail } from '../contract.ts';
import { decideApproval } from '../decisions/service.ts';
import { decisionPath, findLink, type Followed, markUsed } from '../mailing/service.ts';
import { getApproval } from '../service.ts';
import { askedFor, decisionForm, longestComment, words } from './parts.ts';

const formStyle = readFileSync(join(import.meta.dirname, 'decision.css'), 'utf8').replaceAll(/\s+/g, ' ');
const style = `:root{--brand:#3548a5;--on-brand:#fff}${customerStyle}${formStyle}`;

interface Opened {
  link: Followed;
  scope: Scope;
  approval: ApprovalDetail;
}

/** What is behind a token, with the rights that its person has today; null where there is nothing, or no such person any more. */
async function open(db: Database, token: string, asked: Language | null): Promise<Opened | null> {
  const link = await findLink(db, token);
  if (!link) return null;
  try {
    const own = await userScope(db, link.workspaceId, link.userId);
    const scope = asked === null ? own : speaking(own, asked);
    return { link, scope, approval: await getApproval(db, scope, link.requestId) };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Why a link decides nothing any more; null while it does. */
function overOf({ link, approval }: Opened): 'ended' | 'done' | 'expired' | null {
  if (approval.state !== 'waiting') return 'ended';
  if (!approval.may.decide) return 'done';
  return link.usedAt !== null || link.revokedAt !== null || Date.parse(link.expiresAt) <= Date.now() ? 'expired' : null;
}

const request = (asked: FastifyRequest<{ Querystring: { lang?: unknown } }>): Language | null =>
  isLanguage(asked.query.lang) ? asked.query.lang : null;

interface Asked {
  Params: { token: string };
  Querystring: { lang?: unknown };
  Body: string;
}

/**
 * Pages at `/a/<token>` by which somebody decides from their mail, without signing in. Opening one changes nothing, because mail
 * scanners open every link; only the form does.
 */
export function registerDecisionPages(app: FastifyInstance, db: Database): void {
  void app.register(async (pages) => {
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    const config = { rateLimit: { max: 40, timeWindow: '1 minute' } };
    const url = decisionPath(':token');
    pages.setErrorHandler((error: Error & { statusCode?: number }, asked, reply) => sendFailure(error, asked, reply));
    pages.get<Asked>(url, { config }, async (asked, reply) => {
      const opened = await open(db, asked.params.token, request(asked));
      return opened ? sendRequest(reply, opened, {}) : sendGone(asked, reply);
    });
    pages.post<Asked>(url, { config, bodyLimit: 32_768 }, async (asked, reply) => {
      const opened = await open(db, asked.params.token, request(asked));
      return opened ? decide(db, reply, opened, new URLSearchParams(asked.body)) : sendGone(asked, reply);
    });
  });
}

async function decide(db: Database, reply: FastifyReply, opened: Opened, form: URLSearchParams): Promise<FastifyReply> {
  const { link, scope } = opened;
  const verdict = form.get('verdict');
  const comment = (form.get('comment') ?? '').replaceAll('\0', '').trim().slice(0, longestComment);
  if (overOf(opened) !== null || (verdict !== 'approved' && verdict !== 'rejected')) return sendRequest(reply, opened, {});
  try {
    const approval = await decideApproval(db, scope, link.requestId, { verdict, ...(comment ? { comment } : {}) }, 'mail');
    await markUsed(db, scope, link.id);
    return await sendRequest(reply, { ...opened, approval }, { said: verdict });
  } catch (error) {
    if (!(error instanceof DomainError) || error.status >= 500) throw error;
    const code = error.fields[0]?.code ?? error.code;
    const now = { ...opened, approval: await getApproval(db, scope, link.requestId) };
    const fault = translate(scope.language, wordsKeyOf(code), error.params);
    return sendRequest(reply, now, { fault, comment, status: error.status });
  }
}

interface After {
  said?: 'approved' | 'rejected';
  fault?: string;
  comment?: string;
  status?: number;
}

function sendRequest(reply: FastifyReply, opened: Opened, { said, fault, comment, status = 200 }: After): FastifyReply {
  const { scope, approval } = opened;
  const { language } = scope;
  const over = overOf(opened);
  const notice = said
    ? words(language, `said.${said}`)
    : over && words(language, `over.${over}`, { state: words(language, `state.${approval.state}`) });
  const body = html`${sheetTop({ ...noCompany, name: approval.subjectLabel }, language)}
    <main class="sheet">
      <h1>${approval.title}</h1>
      <p class="for">${words(language, 'asks', { name: approval.submitter.name })}</p>
      ${approval.amountMinor !== null && approval.currency !== null && html`<p><b class="num">${amountText(approval.amountMinor, approval.currency, language)}</b></p>`}
      ${approval.note !== null && html`<div class="box"><p>${approval.note}</p></div>`}
      ${notice && html`<p class="notice" role="status">${notice}</p>`}
      ${fault !== undefined && html`<p class="notice" role="alert">${fault}</p>`} ${askedFor(language, scope.currency, approval)}
      ${over === null && decisionForm(language, comment ?? '')}
    </main>`;
  return send(reply, language, `${approval.title} · ${approval.subjectLabel}`, body, status);
}

function send(reply: FastifyReply, language: Language, title: string, body: Html, status: number): FastifyReply {
  return sendPublicPage(reply, { language, title, body, status, style, isPrivate: true });
}

const acceptedBy = (asked: FastifyRequest): Language => negotiateLanguage(asked.headers['accept-language']);

function sendNotice(reply: FastifyReply, language: Language, status: number, title: string, text: string): FastifyReply {
  const body = html`<main class="sheet">
    <h1>${title}</h1>
    <p>${text}</p>
  </main>`;
  return send(reply, language, title, body, status);
}

function sendGone(asked: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = acceptedBy(asked);
  return sendNotice(reply, language, 404, words(language, 'gone'), words(language, 'goneText'));
}

function sendFailure(error: Error & { statusCode?: number }, asked: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = acceptedBy(asked);
  const said = (key: string): string => translate(language, `platform:public.${key}`);
  if (error.statusCode === 429) return sendNotice(reply, language, 429, said('busy'), said('busyText'));
  if (error.statusCode !== undefined && error.statusCode < 500) return sendGone(asked, reply);
  asked.log.error({ err: error, requestId: asked.id }, 'decision page failed');
  return sendNotice(reply, language, 500, said('failed'), said('failedText'));
}
