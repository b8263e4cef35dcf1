import { isNamedHost } from '../platform/named-host.ts';

let drawnFor = { isNamedHost: false };

/** On the server: the host that the browser asked. The browser is taken for one that knows passkeys, as nearly all do. */
export function drawFor(host: { isNamedHost: boolean }): void {
  drawnFor = host;
}

/** Whether passkeys work here: in a browser that knows them, at an address with a name. */
export function hasPasskeys(): boolean {
  if (typeof window === 'undefined') return drawnFor.isNamedHost;
  return 'PublicKeyCredential' in window && isNamedHost(window.location.hostname);
}

/** Whether the browser offers passkeys among what it fills in. */
export async function fillsInPasskeys(): Promise<boolean> {
  if (!hasPasskeys() || !('isConditionalMediationAvailable' in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}
