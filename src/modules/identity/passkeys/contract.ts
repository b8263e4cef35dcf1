import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';
import { GivenPassword, SessionInfo } from '../contract.ts';

const tag = 'identity';
const needsSession = 'identity.needs_session';

/** Nobody needs more passkeys than this. */
export const maximumPasskeys = 20;

export const Passkey = z.object({
  id: Id,
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  /** True when it is kept by an account of its maker's and works on more than one device. */
  isSynced: z.boolean(),
});
export type Passkey = z.infer<typeof Passkey>;

/** Bytes as WebAuthn writes them in JSON. */
const Bytes = z
  .string()
  .min(1)
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/);
const CredentialId = z
  .string()
  .min(1)
  .max(1400)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What the browser's `navigator.credentials` takes, in the JSON form of WebAuthn level 3. */
const Options = z.object({ options: z.record(z.string(), z.unknown()) });

export const listPasskeys = endpoint({
  method: 'GET',
  path: '/me/passkeys',
  tag,
  summary: 'My passkeys, the newest first',
  /** `asksPassword` as in the state of the second step. */
  reply: z.object({ data: z.array(Passkey), asksPassword: z.boolean(), canChange: z.boolean() }),
  isForHeldBack: true,
  errors: [needsSession],
});

export const beginPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys/options',
  tag,
  summary: 'Begin to add a passkey: what the browser is asked to make',
  body: z.strictObject({ password: GivenPassword.optional() }),
  reply: Options,
  status: 200,
  isSecret: true,
  isLimited: true,
  isForHeldBack: true,
  errors: [
    needsSession,
    'identity.wrong_password',
    'identity.by_single_sign_on',
    'identity.passkeys_need_name',
    'identity.too_many_passkeys',
  ],
});

export const addPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys',
  tag,
  summary: 'Add the passkey that the browser made; counts as both steps of a sign-in',
  body: z.strictObject({
    name: z.string().trim().min(1).max(80),
    id: CredentialId,
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
  reply: Passkey,
  isSecret: true,
  isLimited: true,
  isForHeldBack: true,
  errors: [needsSession, 'identity.bad_passkey', 'identity.step_expired', 'identity.by_single_sign_on'],
});

export const removePasskey = endpoint({
  method: 'DELETE',
  path: '/me/passkeys/:id',
  tag,
  summary: 'Remove one of my passkeys: it signs in no more',
  params: IdParams,
  reply: Done,
  errors: [needsSession, 'identity.by_single_sign_on'],
});

export const beginPasskeySignIn = endpoint({
  method: 'POST',
  path: '/session/passkey/options',
  tag,
  summary: 'Begin to sign in with a passkey; says nothing of anybody',
  body: z.strictObject({}),
  reply: Options,
  status: 200,
  access: 'publicLimited',
  isSecret: true,
  errors: ['identity.passkeys_need_name'],
});

export const signInWithPasskey = endpoint({
  method: 'POST',
  path: '/session/passkey',
  tag,
  summary: 'Sign in with a passkey: both steps in one',
  body: z.strictObject({
    id: CredentialId,
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: Bytes.optional(),
    isRemembered: z.boolean().default(true),
  }),
  reply: SessionInfo,
  access: 'publicLimited',
  isSecret: true,
  errors: ['identity.unknown_passkey', 'identity.step_expired', 'identity.no_workspace'],
});
