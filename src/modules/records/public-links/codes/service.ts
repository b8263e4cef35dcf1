import { randomInt } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../../../platform/db.ts';
import type { Language } from '../../../../platform/languages.ts';
import { sendCode } from '../../../../platform/public/code-senders.ts';
import { type CodeOutcome, publicPath } from '../../../../platform/public/door.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { secretOf } from '../../../identity/access/service.ts';
import { findCompany } from '../../../settings/branding/service.ts';
import { followLink, type Found } from '../opening/service.ts';
import { codeHash, codeMinutes, codesAnHour, isSameCode, maximumTries, readerCookie, secondsBetween } from './rules.ts';
import * as store from './store.ts';

/** Sends a code to the address that was chosen when the link was made, and to no other. */
export async function sendLinkCode(db: Database, token: string, asked: Language | null): Promise<CodeOutcome> {
  const found = await followLink(db, token, asked);
  if (!found || found.isExpired) return { state: 'gone' };
  const { link, scope } = found;
  const { codeTo, codeChannel } = link;
  if (codeTo === null || codeChannel === null) return { state: 'open' };
  const secret = await secretOf(db);
  return inTx(db, async (tx): Promise<CodeOutcome> => {
    if (!(await store.lockLink(tx, scope, link.id))) return { state: 'gone' };
    const now = Date.now();
    const sent = await countOf(tx, scope, link.id, now);
    if (typeof sent === 'string') return { state: sent };
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await store.putCode(tx, scope, link.id, {
      ...sent,
      codeHash: codeHash(secret, link.id, code),
      expiresAt: new Date(now + codeMinutes * 60_000).toISOString(),
      tries: 0,
      sentAt: new Date(now).toISOString(),
    });
    const company = await findCompany(tx, scope, scope.language);
    await sendCode(tx, codeChannel, { to: codeTo, code, minutes: codeMinutes, language: scope.language, company });
    return { state: 'sent' };
  });
}

/** How many codes have been sent within the hour, this one among them; or why there is none now. */
async function countOf(
  tx: Tx,
  scope: Scope,
  linkId: string,
  now: number,
): Promise<'wait' | 'many' | { sent: number; countedSince: string }> {
  const before = await store.findCode(tx, scope, linkId);
  if (before && now - Date.parse(before.sentAt) < secondsBetween * 1000) return 'wait';
  if (!before || now - Date.parse(before.countedSince) > 3_600_000) return { sent: 1, countedSince: new Date(now).toISOString() };
  return before.sent >= codesAnHour ? 'many' : { sent: before.sent + 1, countedSince: before.countedSince };
}

/** Takes a code: the right one lets the browser in for some hours and is used up; a wrong one is counted. */
export async function enterLinkCode(db: Database, token: string, typed: string, request: FastifyRequest): Promise<CodeOutcome> {
  const found = await followLink(db, token, null);
  if (!found || found.isExpired) return { state: 'gone' };
  const { link, scope } = found;
  if (link.codeTo === null) return { state: 'open' };
  const secret = await secretOf(db);
  const state = await inTx(db, (tx) => judge(tx, scope, link, { typed, secret }));
  if (state !== 'right') return { state };
  const at = { path: publicPath(token), isSecure: request.protocol === 'https', now: Date.now() };
  return { state: 'open', cookie: readerCookie(secret, link, at) };
}

async function judge(
  tx: Tx,
  scope: Scope,
  { id }: Found['link'],
  { typed, secret }: { typed: string; secret: string },
): Promise<'gone' | 'over' | 'used' | 'wrong' | 'right'> {
  if (!(await store.lockLink(tx, scope, id))) return 'gone';
  const row = await store.findCode(tx, scope, id);
  if (!row || row.codeHash === null || Date.parse(row.expiresAt) <= Date.now()) return 'over';
  if (row.tries >= maximumTries) return 'used';
  if (isSameCode(secret, id, typed, row.codeHash)) {
    await store.writeCode(tx, scope, id, { codeHash: null });
    return 'right';
  }
  await store.writeCode(tx, scope, id, { tries: row.tries + 1 });
  return row.tries + 1 >= maximumTries ? 'used' : 'wrong';
}
