import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { exceedsFields, type FieldRights } from '../../../platform/field-rights.ts';
import type { Level } from '../../../platform/levels.ts';
import type { Scope } from '../../../platform/scope.ts';
import { Role, type SessionInfo } from '../contract.ts';
import { isSecondStepFor, levelRank, mayGrant } from '../rules.ts';

/** Name of the session cookie; behind https the browser itself refuses to send or take it over http. */
const cookieNames = ['__Secure-chengdan.session_token', 'chengdan.session_token'];
export const cookiePrefix = 'chengdan';

const keyMark = 'cd_';
const keyPattern = /^cd_[A-Za-z0-9_-]{43}$/;

function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/**
 * The session token of a cookie header, or null when there is none or its signature is not ours. The form is
 * better-auth's (`token.base64(HMAC-SHA256)`, URL-encoded); checking it here costs microseconds and no query.
 */
export function sessionTokenOf(cookieHeader: string | undefined, secret: string): string | null {
  if (!cookieHeader) return null;
  const raw = cookieNames.map((name) => readCookie(cookieHeader, name)).find((value) => value !== undefined);
  if (raw === undefined || raw.length > 400) return null;
  const value = decoded(raw);
  const dot = value.lastIndexOf('.');
  if (dot <= 0) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The API key of an Authorization header; null when it is not one of ours. */
export function bearerKeyOf(authorization: string | undefined): string | null {
  const match = /^Bearer +(\S+)$/i.exec(authorization ?? '');
  const key = match?.[1];
  return key !== undefined && keyPattern.test(key) ? key : null;
}

/** A new API key: 256 random bits behind a mark that secret scanners can look for. */
export function newKey(): string {
  return keyMark + randomBytes(32).toString('base64url');
}

/** Part of a key that may be shown, to tell keys apart. */
export function prefixOf(key: string): string {
  return key.slice(0, 9);
}

/** A token for a link: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a key or a token. Both are random, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

interface Eyes {
  role: string;
  rights: (object: string, action: string) => Level;
  fields: FieldRights;
}

/**
 * Whether somebody may look with these eyes: never at more than with their own. In another's place (`theirs`) a level does not
 * say that: what is that person's own is not one's own. There, everything the eyes see at all must be open to whoever looks.
 */
export function mayLookAs(
  own: Eyes,
  eyes: Eyes,
  place: 'own' | 'theirs',
  objects: readonly { object: string; actions: readonly string[] }[],
): boolean {
  if (own.rights('user', 'viewAs') === 'none') return false;
  if (!mayGrant(Role.parse(own.role), Role.parse(eyes.role)) || exceedsFields(eyes.fields, own)) return false;
  return objects.every(({ object, actions }) =>
    actions.every((action) => {
      const [seen, reached] = [eyes.rights(object, action), own.rights(object, action)];
      if (levelRank(seen) > levelRank(reached)) return false;
      return place === 'own' || action !== 'view' || seen === 'none' || reached === 'all';
    }),
  );
}

/** What follows from the proof that somebody came with: a second step to set up before anything else, a session for one workspace. */
export function cameBy(
  proof: string | undefined,
  { secondStepFor, role }: { secondStepFor: string; role: string },
): { isHeldBack: boolean; isBound: boolean; viewing: null } {
  const isHeldBack = proof === 'password' && isSecondStepFor(secondStepFor, Role.parse(role));
  return { isHeldBack, isBound: proof === 'singleSignOn', viewing: null };
}

/** Who looks at the workspace as somebody else, called `name`, and until when; null for everybody else. */
export function viewingOf({ viewing }: Pick<Scope, 'viewing'>, name: string): SessionInfo['viewing'] {
  if (!viewing) return null;
  const { byUserId, roleId, endsAt } = viewing;
  return { by: { id: byUserId, name }, as: roleId === null ? 'member' : 'role', endsAt };
}
