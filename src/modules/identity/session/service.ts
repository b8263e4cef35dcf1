import { APIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Db } from '../../../platform/db.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { sessionTokenOf } from '../access/rules.ts';
import { describeSession, secretOf, userScope } from '../access/service.ts';
import type { SessionInfo } from '../contract.ts';
import type { Device } from './contract.ts';
import { authOf, listPlaces, mailEmailChanged, replaceEmail, replacePassword } from '../credentials/service.ts';
import { deviceOf } from './rules.ts';
import * as store from './store.ts';

/** What signing in needs to know of a request. */
export interface Visit {
  db: Database;
  env: Env;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface Credentials {
  email: string;
  password: string;
  isRemembered?: boolean;
}

/**
 * Signs in: checks the password, opens a session in the workspace last used (or the one given) and sets its cookie. A
 * person who is no longer active anywhere is refused only after the password was right.
 */
export async function signIn(visit: Visit, credentials: Credentials, workspaceId?: string): Promise<SessionInfo> {
  const { db, env, request, reply } = visit;
  const auth = await authOf(db, env);
  const { email, password, isRemembered = true } = credentials;
  const { headers, response } = await auth.api
    .signInEmail({ body: { email, password, rememberMe: isRemembered }, returnHeaders: true })
    .catch((error: unknown) => {
      if (error instanceof APIError) throw new DomainError('identity.wrong_credentials', { status: 401 });
      throw error;
    });
  const places = await listPlaces(db, response.user.id);
  const place = workspaceId === undefined ? places[0] : places.find((one) => one.workspaceId === workspaceId);
  if (!place) {
    await signOutToken(db, response.token);
    throw new DomainError('identity.no_workspace', { status: 403 });
  }
  const userAgent = request.headers['user-agent']?.slice(0, 400) ?? null;
  await store.openIn(db, response.token, {
    workspaceId: place.workspaceId,
    userId: place.userId,
    ipAddress: request.ip,
    userAgent,
  });
  reply.header('set-cookie', headers.getSetCookie());
  return describeSession(db, await userScope(db, place.workspaceId, place.userId));
}

async function signOutToken(db: Db, token: string): Promise<void> {
  const session = await store.findSession(db, token);
  if (session) await store.deleteSession(db, session.userId, session.id);
}

/** Ends the session of the request, if there is one, and takes its cookie back. */
export async function signOut({ db, env, request, reply }: Visit): Promise<void> {
  const auth = await authOf(db, env);
  const headers = new Headers({ cookie: request.headers.cookie ?? '' });
  const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
  reply.header('set-cookie', answer.getSetCookie());
}

/** Who is signed in. A session that is in use is prolonged, and its cookie with it, once a day. */
export async function getSession({ db, env, request, reply }: Visit, scope: Scope): Promise<SessionInfo> {
  if (scope.actor.kind === 'user') {
    const auth = await authOf(db, env);
    const headers = new Headers({ cookie: request.headers.cookie ?? '' });
    const { headers: answer } = await auth.api.getSession({ headers, returnHeaders: true });
    const cookies = answer.getSetCookie();
    if (cookies.length > 0) reply.header('set-cookie', cookies);
  }
  return describeSession(db, scope);
}

export interface OwnSession {
  id: string;
  authUserId: string;
}

/** The session of the request, for what concerns the person's own sign-in: closed while they look as somebody else. */
export async function ownSession(db: Database, request: FastifyRequest, scope: Scope): Promise<OwnSession> {
  if (scope.viewing) throw new DomainError('viewing_only');
  return sessionOf(db, request, scope);
}

/** The session of the request. API keys have none. */
export async function sessionOf(db: Database, request: FastifyRequest, scope: Scope): Promise<OwnSession> {
  const token = scope.actor.kind === 'user' ? sessionTokenOf(request.headers.cookie, await secretOf(db)) : null;
  const session = token === null ? undefined : await store.findSession(db, token);
  if (!session) throw new DomainError('identity.needs_session', { status: 403 });
  return { id: session.id, authUserId: session.userId };
}

/** Where the person is signed in, the last used first. */
export async function listSessions(db: Db, own: OwnSession): Promise<Device[]> {
  const rows = await store.listSessions(db, own.authUserId);
  return rows.map(({ id, userAgent, ipAddress, createdAt, lastSeenAt }) => ({
    id,
    ...deviceOf(userAgent),
    ipAddress,
    createdAt,
    lastSeenAt,
    isCurrent: id === own.id,
  }));
}

/** Ends one of the person's own sessions. */
export async function endSession(db: Db, own: OwnSession, id: string): Promise<void> {
  if (!(await store.deleteSession(db, own.authUserId, id))) throw new DomainError('not_found');
}

/** Ends all of the person's sessions but the one in use. */
export async function endOtherSessions(db: Db, own: OwnSession): Promise<void> {
  await store.deleteOtherSessions(db, own.authUserId, own.id);
}

/** Ends a person's sessions in a workspace they are no longer active in. */
export async function endSessionsIn(tx: Tx, authUserId: string, workspaceId: string): Promise<void> {
  await store.deleteSessionsIn(tx, authUserId, workspaceId);
}

/** Moves the session to another workspace in which the person is active. */
export async function switchWorkspace(db: Db, own: OwnSession, workspaceId: string): Promise<SessionInfo> {
  const place = (await listPlaces(db, own.authUserId)).find((one) => one.workspaceId === workspaceId);
  if (!place) throw new DomainError('not_found');
  await store.setActiveWorkspace(db, own.id, workspaceId);
  return describeSession(db, await userScope(db, workspaceId, place.userId));
}

/** Changes the person's password by the one in use; the other sessions end with it. */
export async function changePassword(db: Db, own: OwnSession, currentPassword: string, newPassword: string): Promise<void> {
  await inTx(db, async (tx) => {
    await replacePassword(tx, own.authUserId, currentPassword, newPassword);
    await store.deleteOtherSessions(tx, own.authUserId, own.id);
  });
}

/** Changes the address the person signs in with, by their password. */
export async function changeEmail(
  { db, env }: Visit,
  scope: Scope,
  own: OwnSession,
  email: string,
  password: string,
): Promise<void> {
  await inTx(db, async (tx) => {
    const old = await replaceEmail(tx, own.authUserId, password, email);
    if (old === email) return;
    await mailEmailChanged(tx, env, old, scope.language);
    const data = { changes: { email } };
    await appendEvents(tx, scope, [{ kind: 'user.updated', subjectKind: 'user', subjectId: scope.userId ?? '', data }]);
  });
}

/** Removes sessions and link tokens whose time is over (daily job). */
export async function sweepExpired(db: Db): Promise<void> {
  await store.deleteExpired(db);
}
