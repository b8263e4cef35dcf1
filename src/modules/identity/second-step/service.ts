import type { Database, Db } from '../../../platform/db.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { seal, unseal } from '../../../platform/sealing.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { hashOf, newToken } from '../access/rules.ts';
import { secretOf } from '../access/service.ts';
import { Role } from '../contract.ts';
import { requirePassword } from '../credentials/service.ts';
import { cookieHash, setSecretCookie, type Visit } from '../steps/service.ts';
import { isSecondStepFor } from '../rules.ts';
import type { SecondStepState } from './contract.ts';
import * as rules from './rules.ts';
import * as store from './store.ts';

const deviceSeconds = 30 * 86_400;
/** A session this young was opened by the person who is there: the password is not asked for once more. */
const youngMs = 10 * 60_000;

/** The session in which somebody looks after their own sign-in. */
export interface OwnSession {
  id: string;
  authUserId: string;
  proof: string;
  createdAt: string;
  workspaceId: string;
}

const purposeOf = (authUserId: string): string => `authenticator app of ${authUserId}`;

/** Whether the person who opened this session is still there, by all that is known. */
export const isYoung = (own: OwnSession): boolean => Date.now() - Date.parse(own.createdAt) < youngMs;

/** Takes the password in a session that is not young: what it left open somewhere is not enough to keep the door open. */
export async function requirePresence(tx: Tx, own: OwnSession, password: string | undefined): Promise<void> {
  if (!isYoung(own)) await requirePassword(tx, own.authUserId, password ?? '', '/body/password');
}

/** Single sign-on vouches for one workspace: what holds in all workspaces of a person is not changed in such a session. */
export function refuseSingleSignOn(own: OwnSession): void {
  if (own.proof === 'singleSignOn') throw new DomainError('identity.by_single_sign_on', { status: 403 });
}

async function isAskedFor(db: Db, authUserId: string): Promise<boolean> {
  const places = await store.listAsked(db, authUserId);
  return places.some(({ asked, role }) => isSecondStepFor(asked, Role.parse(role)));
}

/** How somebody signs in, for their own account page. */
export async function getSecondStep(db: Db, own: OwnSession): Promise<SecondStepState> {
  const app = await store.findApp(db, own.authUserId);
  const { codes, passkeys } = await store.countMeans(db, own.authUserId);
  const onSince = app?.onSince ?? null;
  return {
    onSince,
    recoveryCodesLeft: codes,
    passkeys,
    isRequired: await isAskedFor(db, own.authUserId),
    asksPassword: onSince !== null || !isYoung(own),
    canChange: own.proof !== 'singleSignOn',
  };
}

/** Makes the secret of an authenticator app. Nothing is asked for, and an app in use goes on, until its first code was given. */
export async function beginSetUp(db: Database, env: Env, own: OwnSession, email: string, password: string | undefined) {
  refuseSingleSignOn(own);
  const key = await secretOf(db);
  return inTx(db, async (tx) => {
    const app = await store.lockApp(tx, own.authUserId);
    if (app?.secret) await requirePassword(tx, own.authUserId, password ?? '', '/body/password');
    else await requirePresence(tx, own, password);
    const secret = rules.newAppSecret();
    await store.putPending(tx, own.authUserId, seal(key, purposeOf(own.authUserId), secret));
    const host = env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).host;
    return { secret, uri: rules.appUri(secret, email, host) };
  });
}

async function newCodes(tx: Tx, authUserId: string): Promise<string[]> {
  const codes = rules.newRecoveryCodes();
  await store.putRecoveryCodes(
    tx,
    authUserId,
    codes.map((code) => hashOf(rules.readCode(code).code)),
  );
  return codes;
}

const tell = (tx: Tx, scope: Scope, what: string, userId: string) =>
  appendEvents(tx, scope, [{ kind: `user.${what}`, subjectKind: 'user', subjectId: userId }]);

/** Switches the second step on by the first code of the app; the person's other sessions, which have shown none, end. */
export async function confirmSetUp(db: Database, scope: Scope, own: OwnSession, typed: string): Promise<string[]> {
  refuseSingleSignOn(own);
  const key = await secretOf(db);
  return inTx(db, async (tx) => {
    const pending = (await store.lockApp(tx, own.authUserId))?.pending ?? null;
    if (pending === null) throw new DomainError('identity.set_up_again');
    const { code } = rules.readCode(typed);
    const counter = rules.counterOf(unseal(key, purposeOf(own.authUserId), pending), code, Date.now());
    if (counter === null)
      throw new DomainError('identity.wrong_code', { fields: [{ pointer: '/body/code', code: 'identity.wrong_code' }] });
    await store.turnOn(tx, own.authUserId, pending, counter);
    await store.raiseSession(tx, own.authUserId, own.id);
    await tell(tx, scope, 'secondStepOn', scope.userId ?? '');
    return newCodes(tx, own.authUserId);
  });
}

/** Ten new recovery codes; the old ones stop working. */
export async function renewCodes(db: Database, own: OwnSession, password: string): Promise<string[]> {
  refuseSingleSignOn(own);
  return inTx(db, async (tx) => {
    await requirePassword(tx, own.authUserId, password, '/body/password');
    if (((await store.lockApp(tx, own.authUserId))?.secret ?? null) === null) throw new DomainError('identity.second_step_off');
    return newCodes(tx, own.authUserId);
  });
}

/** Switches the second step off by the password, unless a workspace asks for it. */
export async function turnOff(db: Database, scope: Scope, own: OwnSession, password: string): Promise<void> {
  refuseSingleSignOn(own);
  await inTx(db, async (tx) => {
    await requirePassword(tx, own.authUserId, password, '/body/password');
    if (await isAskedFor(tx, own.authUserId)) throw new DomainError('identity.second_step_asked_for', { status: 409 });
    await store.removeApp(tx, own.authUserId);
    await tell(tx, scope, 'secondStepOff', scope.userId ?? '');
  });
}

/** Whether a right password is not enough for this person on this device. */
export async function asksCode({ db, request }: Visit, authUserId: string): Promise<boolean> {
  const app = await store.findApp(db, authUserId);
  if (!app?.onSince) return false;
  const device = cookieHash(request, 'device');
  return device === null || !(await store.isDeviceOf(db, authUserId, device));
}

/** True when the password alone was right because the device is remembered, or nobody asked for more. */
export async function hasApp(db: Db, authUserId: string): Promise<boolean> {
  return ((await store.findApp(db, authUserId))?.onSince ?? null) !== null;
}

type Answer = 'app' | 'recovery' | 'wrong' | 'tooMany';

/**
 * Takes a code of the app or a recovery code, each once. A code of the app that is older than one already taken is refused, and
 * so is any code for a while after ten wrong ones, from wherever they came.
 */
export async function takeCode(db: Database, authUserId: string, typed: string): Promise<'app' | 'recovery'> {
  const key = await secretOf(db);
  const answer = await inTx(db, (tx) => judge(tx, key, authUserId, typed));
  if (answer === 'tooMany') throw new DomainError('identity.too_many_codes', { status: 429 });
  if (answer !== 'wrong') return answer;
  throw new DomainError('identity.wrong_code', { status: 401, fields: [{ pointer: '/body/code', code: 'identity.wrong_code' }] });
}

async function judge(tx: Tx, key: string, authUserId: string, typed: string): Promise<Answer> {
  const app = await store.lockApp(tx, authUserId);
  if (!app?.secret) return 'wrong';
  const isFailing = app.failingSince !== null && Date.now() - Date.parse(app.failingSince) < rules.failureWindowMs;
  if (isFailing && app.failures >= rules.maximumFailures) return 'tooMany';
  const { kind, code } = rules.readCode(typed);
  const isRight =
    kind === 'app'
      ? await takeAppCode(
          tx,
          authUserId,
          { secret: unseal(key, purposeOf(authUserId), app.secret), last: Number(app.lastCounter) },
          code,
        )
      : await store.useRecoveryCode(tx, authUserId, hashOf(code));
  if (isRight) await store.setFailures(tx, authUserId, 0, null);
  else
    await store.setFailures(
      tx,
      authUserId,
      isFailing ? app.failures + 1 : 1,
      isFailing ? app.failingSince : new Date().toISOString(),
    );
  return isRight ? kind : 'wrong';
}

async function takeAppCode(tx: Tx, authUserId: string, app: { secret: string; last: number }, code: string): Promise<boolean> {
  const counter = rules.counterOf(app.secret, code, Date.now());
  if (counter === null || counter <= app.last) return false;
  await store.takeCounter(tx, authUserId, counter);
  return true;
}

/** Asks for no code on this device for 30 days. */
export async function rememberDevice(visit: Visit, authUserId: string): Promise<void> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + deviceSeconds * 1000).toISOString();
  await store.putDevice(visit.db, authUserId, hashOf(token), expiresAt);
  setSecretCookie(visit, 'device', token, { seconds: deviceSeconds, sameSite: 'lax' });
}

/** Takes away everything by which a lost device could sign in, and ends the person's sessions. */
export async function removeMeans(tx: Tx, authUserId: string): Promise<void> {
  await store.removeApp(tx, authUserId);
  await store.removeRest(tx, authUserId);
}
