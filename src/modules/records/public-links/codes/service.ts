import { randomInt } from 'node:crypto';
import type { Database } from '../../../../platform/db.ts';
import type { CodeChannel, CodeMoment } from '../../../../platform/public/code-channels.ts';
import { sendCode } from '../../../../platform/public/code-senders.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { secretOf } from '../../../identity/access/service.ts';
import { findCompany } from '../../../settings/branding/service.ts';
import { codeAt, type Judged, type Proof } from '../rules.ts';
import { codeHash, codeMinutes, codesAnHour, isSameCode, maximumTries, secondsBetween } from './rules.ts';
import * as store from './store.ts';

/** A link that asks for a code, and on whose behalf. */
interface Coded {
  scope: Scope;
  link: { id: string; codeChannel: CodeChannel | null; codeTo: string | null; codeWhen: CodeMoment };
}

/** Sends the code that a link asks for at a moment to the address that was chosen when it was made, and to no other. */
export async function issueCode(
  db: Database,
  { scope, link }: Coded,
  when: CodeMoment,
): Promise<'sent' | 'wait' | 'many' | 'gone'> {
  const asked = codeAt(link, when);
  if (!asked) return 'gone';
  const secret = await secretOf(db);
  return inTx(db, async (tx) => {
    if (!(await store.lockLink(tx, scope, link.id))) return 'gone';
    const now = Date.now();
    const sent = await countOf(tx, scope, link.id, now);
    if (typeof sent === 'string') return sent;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await store.putCode(tx, scope, link.id, {
      ...sent,
      codeHash: codeHash(secret, link.id, code),
      expiresAt: new Date(now + codeMinutes * 60_000).toISOString(),
      tries: 0,
      sentAt: new Date(now).toISOString(),
    });
    const { language } = scope;
    const company = await findCompany(tx, scope, language);
    await sendCode(tx, asked.channel, { to: asked.to, code, minutes: codeMinutes, when, language, company });
    return 'sent';
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

/** Takes a code in the caller's transaction: the right one is used up; a wrong one is counted. */
export async function judgeCode(
  tx: Tx,
  { scope, link: { id } }: Coded,
  { typed, secret }: { typed: string; secret: string },
): Promise<Judged> {
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

/** How whoever accepts by a link proves that the address is theirs; null where it does not ask. */
export async function proofFor(db: Database, { scope, link }: Coded): Promise<Proof | null> {
  const asked = codeAt(link, 'accepting');
  if (!asked) return null;
  const secret = await secretOf(db);
  return {
    to: asked.to,
    send: () => issueCode(db, { scope, link }, 'accepting'),
    lock: async (tx) => void (await store.lockLink(tx, scope, link.id)),
    judge: (tx, typed) => judgeCode(tx, { scope, link }, { typed, secret }),
  };
}
