/** Whether passkeys work here: in a browser that knows them, at an address with a name (a host of numbers has none). */
export function hasPasskeys(): boolean {
  const { hostname } = window.location;
  return 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(hostname);
}

/** Whether the browser offers passkeys among what it fills in. */
export async function fillsInPasskeys(): Promise<boolean> {
  if (!hasPasskeys() || !('isConditionalMediationAvailable' in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}
