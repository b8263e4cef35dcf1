let drawnFor = '';

/** On the server: the host that the browser asked, which is taken for one that knows passkeys, as nearly all do. */
export function drawFor(hostname: string): void {
  drawnFor = hostname;
}

/** Whether passkeys work here: in a browser that knows them, at an address with a name (a host of numbers has none). */
export function hasPasskeys(): boolean {
  const isOnServer = typeof window === 'undefined';
  const hostname = isOnServer ? drawnFor : window.location.hostname;
  return (isOnServer || 'PublicKeyCredential' in window) && !/^[\d.]+$|:/.test(hostname);
}

/** Whether the browser offers passkeys among what it fills in. */
export async function fillsInPasskeys(): Promise<boolean> {
  if (!hasPasskeys() || !('isConditionalMediationAvailable' in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}
