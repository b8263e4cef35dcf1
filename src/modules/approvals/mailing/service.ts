import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { hashOf, newToken } from '../../identity/access/rules.ts';
import * as store from './store.ts';

export type Followed = store.Followed;

/** Days that a link in a mail decides; after them the request is found in the program. */
const linkDays = 14;
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** Where a link in a mail leads. */
export const decisionPath = (token: string): string => `/a/${token}`;

/** Revokes the links of those whom the request no longer waits for, in the transaction that decided it. */
export async function revokeStaleLinks(tx: Tx, scope: Scope, requestId: string): Promise<void> {
  await store.revokeLinks(tx, scope, requestId, false);
}

/** Revokes every link of a request, before new ones go out. */
export async function revokeAllLinks(tx: Tx, scope: Scope, requestId: string): Promise<void> {
  await store.revokeLinks(tx, scope, requestId, true);
}

/** A link for everybody whom a request waits for and who has none; the tokens are kept nowhere. */
export async function makeLinks(tx: Tx, scope: Scope, requestId: string): Promise<{ userId: string; token: string }[]> {
  const made: { userId: string; token: string }[] = [];
  for (const userId of await store.findUntold(tx, scope, requestId)) {
    const token = newToken();
    const expiresAt = new Date(Date.now() + linkDays * 86_400_000).toISOString();
    await store.insertLink(tx, scope, { requestId, userId, tokenHash: hashOf(token), expiresAt });
    made.push({ userId, token });
  }
  return made;
}

/** The link of a token, whatever became of it. */
export async function findLink(db: Db, token: string): Promise<Followed | undefined> {
  return tokenForm.test(token) ? store.findByToken(db, hashOf(token)) : undefined;
}

/** Notes that a link has decided; that it does so once is the request's own doing, which then no longer waits for its person. */
export async function markUsed(db: Db, scope: Scope, id: string): Promise<void> {
  await store.markUsed(db, scope, id);
}
