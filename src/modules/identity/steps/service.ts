import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Db } from '../../../platform/db.ts';
import type { Env } from '../../../platform/env.ts';
import { hashOf, newToken } from '../access/rules.ts';
import * as store from './store.ts';

/** What a sign-in needs to know of a request. */
export interface Visit {
  db: Database;
  env: Env;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a step waits for: the code after a right password, the signature of a passkey, the answer of a sign-in provider. */
export type Purpose = 'secondStep' | 'passkey' | 'newPasskey' | 'singleSignOn';

interface NewStep {
  userId?: string;
  data?: object;
  seconds: number;
  /** True when the answer comes by a link from another site, which a strict cookie does not follow. */
  comesFromElsewhere?: boolean;
}

const cookieOf = (purpose: Purpose | 'device'): string => `chengdan.${purpose}`;

/** The address that people reach this program at: the operator's `PUBLIC_URL`, or the one of the request. */
export function ownOrigin({ env, request }: Pick<Visit, 'env' | 'request'>): string {
  return env.PUBLIC_URL === undefined ? `${request.protocol}://${request.host}` : env.PUBLIC_URL;
}

/** Sets a cookie that scripts cannot read. */
export function setSecretCookie(
  { env, reply }: Pick<Visit, 'env' | 'reply'>,
  name: Purpose | 'device',
  value: string,
  options: { seconds: number; sameSite: 'lax' | 'strict' },
): void {
  const secure = env.PUBLIC_URL?.startsWith('https:') ?? false;
  const { seconds: maxAge, sameSite } = options;
  reply.setCookie(cookieOf(name), value, { path: '/', httpOnly: true, secure, sameSite, maxAge });
}

/** Hash of the token that a cookie of the request holds. */
export function cookieHash(request: FastifyRequest, name: Purpose | 'device'): string | null {
  const token = request.cookies[cookieOf(name)];
  return token === undefined || token === '' || token.length > 100 ? null : hashOf(token);
}

/** Keeps what the next request of this browser goes on from; a cookie says which it is. */
export async function beginStep(visit: Visit, purpose: Purpose, step: NewStep): Promise<void> {
  const { userId = null, data = {}, seconds, comesFromElsewhere = false } = step;
  const token = newToken();
  const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
  await store.putStep(visit.db, hashOf(token), { purpose, userId, data, expiresAt });
  setSecretCookie(visit, purpose, token, { seconds, sameSite: comesFromElsewhere ? 'lax' : 'strict' });
}

/** The step that the browser is at, with how often it was tried, this time too; undefined when there is none or its time is over. */
export async function tryStep({ db, request }: Visit, purpose: Purpose) {
  const hash = cookieHash(request, purpose);
  return hash === null ? undefined : store.tryStep(db, hash, purpose);
}

/** Takes the step that the browser is at, once: of two requests at the same time only one gets it. */
export async function takeStep(visit: Visit, purpose: Purpose) {
  const hash = cookieHash(visit.request, purpose);
  if (hash === null) return undefined;
  visit.reply.clearCookie(cookieOf(purpose), { path: '/' });
  return store.takeStep(visit.db, hash, purpose);
}

/** Removes steps and remembered devices whose time is over. */
export async function sweepSteps(db: Db): Promise<void> {
  await store.deleteExpired(db);
}
