import { isIP } from 'node:net';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { describeSession } from '../access/service.ts';
import type { SessionInfo } from '../contract.ts';
import { isYoung, type OwnSession, refuseSingleSignOn, requirePresence } from '../second-step/service.ts';
import { enter } from '../session/service.ts';
import { beginStep, ownOrigin, takeStep, type Visit } from '../steps/service.ts';
import type { addPasskey as addContract, Passkey, signInWithPasskey as signInContract } from './contract.ts';
import { maximumPasskeys } from './contract.ts';
import * as store from './store.ts';

const stepSeconds = 5 * 60;
const Challenge = z.object({ challenge: z.string() });

/** Where passkeys of this installation hold: at a host name, which an address of numbers is not. */
function partyOf(visit: Visit): { origin: string; id: string } {
  const url = new URL(ownOrigin(visit));
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new DomainError('identity.passkeys_need_name');
  return { origin: url.origin, id: url.hostname };
}

/** The person's passkeys, the newest first. */
export async function listPasskeys(db: Db, own: OwnSession) {
  const rows = await store.listPasskeys(db, own.authUserId);
  const data = rows.map(({ id, name, createdAt, lastUsedAt, isSynced }) => ({ id, name, createdAt, lastUsedAt, isSynced }));
  return { data, asksPassword: !isYoung(own), canChange: own.proof !== 'singleSignOn' };
}

/** What the browser is asked to make a passkey of. One that the person has already is not made twice. */
export async function beginPasskey(visit: Visit, scope: Scope, own: OwnSession, password: string | undefined) {
  refuseSingleSignOn(own);
  const party = partyOf(visit);
  await inTx(visit.db, (tx) => requirePresence(tx, own, password));
  const known = await store.listPasskeys(visit.db, own.authUserId);
  if (known.length >= maximumPasskeys)
    throw new DomainError('identity.too_many_passkeys', { params: { maximum: maximumPasskeys } });
  const { user } = await describeSession(visit.db, scope);
  const options = await generateRegistrationOptions({
    rpName: 'Chengdan',
    rpID: party.id,
    userName: user.email ?? user.name,
    userDisplayName: user.name,
    userID: Uint8Array.from(Buffer.from(own.authUserId)),
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const data = { challenge: options.challenge };
  await beginStep(visit, 'newPasskey', { userId: own.authUserId, data, seconds: stepSeconds });
  return { options: { ...options } };
}

/** Keeps the passkey that the browser made, after its answer to the challenge was checked. */
export async function addPasskey(
  visit: Visit,
  scope: Scope,
  own: OwnSession,
  body: BodyOf<typeof addContract>,
): Promise<Passkey> {
  refuseSingleSignOn(own);
  const party = partyOf(visit);
  const step = await takeStep(visit, 'newPasskey');
  if (step?.userId !== own.authUserId) throw new DomainError('identity.step_expired');
  const { id, clientDataJSON, attestationObject, transports, name } = body;
  const answer = await verifyRegistrationResponse({
    response: { id, rawId: id, type: 'public-key', response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
    expectedChallenge: Challenge.parse(step.data).challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
  }).catch((cause: unknown) => {
    throw new DomainError('identity.bad_passkey', { cause });
  });
  if (!answer.verified) throw new DomainError('identity.bad_passkey');
  const { credential, credentialBackedUp } = answer.registrationInfo;
  return inTx(visit.db, async (tx) => {
    const passkey = await store
      .insertPasskey(tx, {
        userId: own.authUserId,
        name,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports,
        isSynced: credentialBackedUp,
      })
      .catch((error: unknown) => {
        if (violationOf(error)?.constraint === 'passkey_credential_uq')
          throw new DomainError('identity.bad_passkey', { cause: error });
        throw error;
      });
    await store.raiseSession(tx, own.id);
    await tell(tx, scope, 'passkeyAdded', name);
    return passkey;
  });
}

const tell = (tx: Tx, scope: Scope, what: string, name?: string) =>
  appendEvents(tx, scope, [
    {
      kind: `user.${what}`,
      subjectKind: 'user',
      subjectId: scope.userId ?? '',
      ...(name === undefined ? {} : { data: { name } }),
    },
  ]);

/** Removes one of the person's own passkeys. */
export async function removePasskey(db: Database, scope: Scope, own: OwnSession, id: string): Promise<void> {
  refuseSingleSignOn(own);
  await inTx(db, async (tx) => {
    if (!(await store.deletePasskey(tx, own.authUserId, id))) throw new DomainError('not_found');
    await tell(tx, scope, 'passkeyRemoved');
  });
}

/** What the browser asks its passkeys to sign. No name is needed: the passkey itself says whose it is. */
export async function beginPasskeySignIn(visit: Visit) {
  const options = await generateAuthenticationOptions({ rpID: partyOf(visit).id, userVerification: 'required' });
  await beginStep(visit, 'passkey', { data: { challenge: options.challenge }, seconds: stepSeconds });
  return { options: { ...options } };
}

/** Signs in with a passkey, which has asked for finger, face or PIN itself: both steps in one. */
export async function signInWithPasskey(visit: Visit, body: BodyOf<typeof signInContract>): Promise<SessionInfo> {
  const party = partyOf(visit);
  const step = await takeStep(visit, 'passkey');
  if (!step) throw new DomainError('identity.step_expired', { status: 401 });
  const { id, clientDataJSON, authenticatorData, signature, userHandle, isRemembered } = body;
  const refuse = (cause?: unknown) => new DomainError('identity.unknown_passkey', { status: 401, ...(cause ? { cause } : {}) });
  const passkey = await store.findPasskey(visit.db, id);
  if (!passkey) throw refuse();
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString() !== passkey.userId) throw refuse();
  const answer = await verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    expectedChallenge: Challenge.parse(step.data).challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id, publicKey: Uint8Array.from(passkey.publicKey), counter: Number(passkey.counter) },
  }).catch((cause: unknown) => {
    throw refuse(cause);
  });
  if (!answer.verified || !(await store.markUsed(visit.db, passkey.id, answer.authenticationInfo.newCounter))) throw refuse();
  return enter(visit, passkey.userId, { proof: 'passkey', isRemembered });
}
