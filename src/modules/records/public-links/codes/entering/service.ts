import type { FastifyRequest } from 'fastify';
import type { Database } from '../../../../../platform/db.ts';
import type { Language } from '../../../../../platform/languages.ts';
import { type CodeOutcome, publicPath } from '../../../../../platform/public/door.ts';
import { inTx } from '../../../../../platform/tx.ts';
import { secretOf } from '../../../../identity/access/service.ts';
import { followLink } from '../../opening/service.ts';
import { codeAt } from '../../rules.ts';
import { readerCookie } from '../rules.ts';
import { issueCode, judgeCode } from '../service.ts';

/** Sends the code that opens a page. */
export async function sendLinkCode(db: Database, token: string, asked: Language | null): Promise<CodeOutcome> {
  const found = await followLink(db, token, asked);
  if (!found || found.isExpired) return { state: 'gone' };
  if (!codeAt(found.link, 'opening')) return { state: 'open' };
  return { state: await issueCode(db, found, 'opening') };
}

/** Takes a code that opens a page: the right one lets the browser in for some hours and is used up; a wrong one is counted. */
export async function enterLinkCode(db: Database, token: string, typed: string, request: FastifyRequest): Promise<CodeOutcome> {
  const found = await followLink(db, token, null);
  if (!found || found.isExpired) return { state: 'gone' };
  const { link } = found;
  if (!codeAt(link, 'opening')) return { state: 'open' };
  const secret = await secretOf(db);
  const state = await inTx(db, (tx) => judgeCode(tx, found, { typed, secret }));
  if (state !== 'right') return { state };
  const at = { path: publicPath(token), isSecure: request.protocol === 'https', now: Date.now() };
  return { state: 'open', cookie: readerCookie(secret, link, at) };
}
