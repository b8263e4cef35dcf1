import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CodeChannel } from '../../../../platform/public/code-channels.ts';

/** How long a code holds, in minutes. */
export const codeMinutes = 10;
/** How often a code may be entered wrong before it is worth nothing. */
export const maximumTries = 5;
/** How many codes a link sends within an hour, and how long it waits between two, in seconds. */
export const codesAnHour = 5;
export const secondsBetween = 60;
/** How long a reader who has entered a code need not do so again, in hours. */
const readerHours = 12;

/** An address of which its owner knows enough and a stranger too little: `j•••@acme.com`, `•••• 0134`. */
export function masked(channel: CodeChannel, to: string): string {
  if (channel === 'sms') return `•••• ${to.slice(-4)}`;
  const at = to.lastIndexOf('@');
  return `${to.slice(0, 1)}•••${to.slice(at)}`;
}

/** Six digits are soon tried out, so their hash needs the installation's secret. */
export function codeHash(secret: string, linkId: string, code: string): string {
  return createHmac('sha256', secret).update(`code ${linkId} ${code}`).digest('base64url');
}

/** Whether a typed code is the one that was sent; blanks and full-width digits are the keyboard's. */
export function isSameCode(secret: string, linkId: string, typed: string, hash: string): boolean {
  const code = typed.normalize('NFKC').replaceAll(/\s/g, '');
  return isEqual(codeHash(secret, linkId, code), hash);
}

function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(
    createHmac('sha256', 'compare').update(one).digest(),
    createHmac('sha256', 'compare').update(other).digest(),
  );
}

interface CodedLink {
  id: string;
  codeTo: string | null;
}

function proofOf(secret: string, { id, codeTo }: CodedLink, until: number): string {
  return createHmac('sha256', secret)
    .update(`reader ${id} ${codeTo ?? ''} ${until}`)
    .digest('base64url');
}

const cookieName = 'chengdan-reader';

/** What the browser of a reader keeps: until when, and a proof that we said so. It goes to this link's page alone. */
export function readerCookie(
  secret: string,
  link: CodedLink,
  { path, isSecure, now }: { path: string; isSecure: boolean; now: number },
): string {
  const until = now + readerHours * 3_600_000;
  const value = `${until}.${proofOf(secret, link, until)}`;
  return `${cookieName}=${value}; Path=${path}; Max-Age=${readerHours * 3600}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

/** Whether the browser has shown a code for this link within the last hours. */
export function isReader(secret: string, link: CodedLink, cookies: string | undefined, now: number): boolean {
  const [, until = '', proof = ''] = new RegExp(`(?:^|;\\s*)${cookieName}=(\\d{1,16})\\.([\\w-]+)`).exec(cookies ?? '') ?? [];
  return until !== '' && Number(until) > now && isEqual(proofOf(secret, link, Number(until)), proof);
}
