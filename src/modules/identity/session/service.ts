import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { sessionTokenOf } from '../access/rules.ts';
import { describeSession, secretOf, userScope } from '../access/service.ts';
import type { SessionInfo } from '../contract.ts';
import type { Device } from './contract.ts';
import { authOf, checkCredentials, listPlaces, mailEmailChanged, replaceEmail, replacePassword } from '../credentials/service.ts';
import type { finishSignIn as finishContract } from '../second-step/contract.ts';
import { maximumTries } from '../second-step/rules.ts';
import * as secondStep from '../second-step/service.ts';
import { beginStep, sweepSteps, takeStep, tryStep, type Visit } from '../steps/service.ts';
import { deviceOf } from './rules.ts';
import * as store from './store.ts';

type Place = { workspaceId: string; userId: string };

export interface Credentials {
  email: string;
  password: string;
  isRemembered?: boolean;
}

/** What somebody showed to be let in. */
export type Proof = 'password' | 'secondStep' | 'passkey' | 'singleSignOn';

interface Entry {
  proof: Proof;
  isRemembered: boolean;
  /** The one last used unless given. */
  workspaceId?: string | undefined;
}

const stepSeconds = 10 * 60;
const Pending = z.object({ isRemembered: z.boolean(), workspaceId: z.string().optional() });

/**
 * Signs in by a password: opens a session in the workspace last used (or the one given) and sets its cookie. Only after the
 * password was right is anything said of the person: that they are active nowhere, or that a code is asked for.
 */
export async function signIn(visit: Visit, credentials: Credentials, workspaceId?: string): Promise<SessionInfo> {
  const { email, password, isRemembered = true } = credentials;
  const authUserId = await checkCredentials(visit.db, email, password);
  await placeOf(visit.db, authUserId, 'password', workspaceId);
  if (await secondStep.asksCode(visit, authUserId)) {
    const data = { isRemembered, workspaceId };
    await beginStep(visit, 'secondStep', { userId: authUserId, data, seconds: stepSeconds });
    throw new DomainError('identity.second_step_needed', { status: 401 });
  }
  const proof = (await secondStep.hasApp(visit.db, authUserId)) ? 'secondStep' : 'password';
  return enter(visit, authUserId, { proof, isRemembered, workspaceId });
}

/** Finishes a sign-in by the code of the second step. After five wrong ones it begins again with the password. */
export async function finishSignIn(visit: Visit, body: BodyOf<typeof finishContract>): Promise<SessionInfo> {
  const { db } = visit;
  const step = await tryStep(visit, 'secondStep');
  const expired = () => new DomainError('identity.step_expired', { status: 401 });
  if (!step?.userId || step.attempts > maximumTries) throw expired();
  const kind = await secondStep.takeCode(db, step.userId, body.code);
  if (!(await takeStep(visit, 'secondStep'))) throw expired();
  const { isRemembered, workspaceId } = Pending.parse(step.data);
  const session = await enter(visit, step.userId, { proof: 'secondStep', isRemembered, workspaceId });
  if (body.remembersDevice) await secondStep.rememberDevice(visit, step.userId);
  if (kind === 'recovery') await tellRecoveryCode(db, session);
  return session;
}

/** Opens a session for somebody whose proof has been checked, and sets its cookie. */
export async function enter(visit: Visit, authUserId: string, { proof, isRemembered, workspaceId }: Entry): Promise<SessionInfo> {
  const { db, env, request, reply } = visit;
  const place = await placeOf(db, authUserId, proof, workspaceId);
  const auth = await authOf(db, env);
  const { headers, response } = await auth.api.openSession({ body: { userId: authUserId, isRemembered }, returnHeaders: true });
  const userAgent = request.headers['user-agent']?.slice(0, 400) ?? null;
  await store.openIn(db, response.token, { ...place, ipAddress: request.ip, userAgent, proof });
  reply.header('set-cookie', headers.getSetCookie());
  return describeSession(db, await userScope(db, place.workspaceId, place.userId, { proof }));
}

/**
 * Where a sign-in leads; refused when the person is active in no workspace (or not in the one asked for), or when there it is the
 * workspace's provider alone that says who somebody is.
 */
async function placeOf(db: Db, authUserId: string, proof: Proof, workspaceId: string | undefined): Promise<Place> {
  const all = await listPlaces(db, authUserId);
  const asked = workspaceId === undefined ? all : all.filter((one) => one.workspaceId === workspaceId);
  if (asked.length === 0) throw new DomainError('identity.no_workspace', { status: 403 });
  const [place] = asked.filter(({ isByProviderOnly }) => proof === 'singleSignOn' || !isByProviderOnly);
  if (!place) throw byProviderOnly();
  return { workspaceId: place.workspaceId, userId: place.userId };
}

const byProviderOnly = () => new DomainError('identity.single_sign_on_only', { status: 403 });

async function tellRecoveryCode(db: Db, { user, workspace }: SessionInfo): Promise<void> {
  await inTx(db, async (tx) => {
    const scope = await userScope(tx, workspace.id, user.id);
    await appendEvents(tx, scope, [{ kind: 'user.recoveryCodeUsed', subjectKind: 'user', subjectId: user.id }]);
  });
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

export type OwnSession = secondStep.OwnSession;

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
  const { id, userId: authUserId, proof, createdAt } = session;
  return { id, authUserId, proof, createdAt, workspaceId: scope.workspaceId };
}

/** A session of single sign-on knows nothing of those in other workspaces. */
const boundTo = (own: OwnSession): string | null => (own.proof === 'singleSignOn' ? own.workspaceId : null);

/** Where the person is signed in, the last used first. */
export async function listSessions(db: Db, own: OwnSession): Promise<Device[]> {
  const rows = await store.listSessions(db, own.authUserId, boundTo(own));
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
  if (!(await store.deleteSession(db, own.authUserId, id, boundTo(own)))) throw new DomainError('not_found');
}

/** Ends all of the person's sessions but the one in use. */
export async function endOtherSessions(db: Db, own: OwnSession): Promise<void> {
  await store.deleteOtherSessions(db, own.authUserId, own.id, boundTo(own));
}

/** Ends a person's sessions in a workspace they are no longer active in. */
export async function endSessionsIn(tx: Tx, authUserId: string, workspaceId: string): Promise<void> {
  await store.deleteSessionsIn(tx, authUserId, workspaceId);
}

/** Moves the session to another workspace in which the person is active. */
export async function switchWorkspace(db: Db, own: OwnSession, workspaceId: string): Promise<SessionInfo> {
  const place = (await listPlaces(db, own.authUserId)).find((one) => one.workspaceId === workspaceId);
  // The provider of one workspace vouches for nobody in another.
  if (!place || own.proof === 'singleSignOn') throw new DomainError('not_found');
  if (place.isByProviderOnly) throw byProviderOnly();
  await store.setActiveWorkspace(db, own.id, workspaceId);
  return describeSession(db, await userScope(db, workspaceId, place.userId, { proof: own.proof }));
}

/** Changes the person's password by the one in use; the other sessions end with it. */
export async function changePassword(db: Db, own: OwnSession, currentPassword: string, newPassword: string): Promise<void> {
  await inTx(db, async (tx) => {
    await replacePassword(tx, own.authUserId, currentPassword, newPassword);
    await store.deleteOtherSessions(tx, own.authUserId, own.id, null);
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
  await sweepSteps(db);
}
