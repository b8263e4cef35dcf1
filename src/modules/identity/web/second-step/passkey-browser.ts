import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { call } from '../../../../web/api.ts';
import type { SessionInfo } from '../../contract.ts';
import { addPasskey, beginPasskey, beginPasskeySignIn, type Passkey, signInWithPasskey } from '../../passkeys/contract.ts';

/** The browser gave no passkey: the person cancelled, or there is none. */
export class NoPasskey extends Error {}

function gaveNone(error: unknown): never {
  throw new NoPasskey('no passkey', { cause: error });
}

// The options are the browser's own format, which the server hands through: their types are the library's to know.
type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

function isCreation(options: object): options is CreationOptions {
  return 'rp' in options && 'user' in options;
}

function isRequest(options: object): options is RequestOptions {
  return 'challenge' in options && !('user' in options);
}

/** Makes a passkey on this device, or one that it can reach, and adds it. */
export async function makePasskey(name: string, password: string | null): Promise<Passkey> {
  const { options } = await call(beginPasskey, { body: password === null ? {} : { password } });
  if (!isCreation(options)) throw new Error('not creation options');
  const made = await startRegistration({ optionsJSON: options }).catch(gaveNone);
  const { clientDataJSON, attestationObject, transports = [] } = made.response;
  return call(addPasskey, { body: { name, id: made.id, clientDataJSON, attestationObject, transports } });
}

/** Signs in with a passkey; `fillsIn` offers it among what the browser fills in, and waits as long as nobody takes it. */
export async function enterByPasskey(isRemembered: boolean, fillsIn = false): Promise<SessionInfo> {
  const { options } = await call(beginPasskeySignIn, { body: {} });
  if (!isRequest(options)) throw new Error('not request options');
  const given = await startAuthentication({
    optionsJSON: options,
    useBrowserAutofill: fillsIn,
    verifyBrowserAutofillInput: false,
  }).catch(gaveNone);
  const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
  const body = { id: given.id, clientDataJSON, authenticatorData, signature, isRemembered };
  return call(signInWithPasskey, { body: userHandle === undefined ? body : { ...body, userHandle } });
}
