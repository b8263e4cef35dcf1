import type { Role } from '../contract.ts';

/** Why somebody is not let in; each has a page of its own. */
export type Refusal = 'sso_no_email' | 'sso_unverified' | 'sso_domain' | 'sso_no_role';

export interface ClaimedPerson {
  subject: string;
  email: string;
  name: string;
}

interface Trust {
  domains: readonly string[];
  trustsEmail: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Who somebody is by what the provider claims, or why that is not enough. */
export function personOf(claims: Readonly<Record<string, unknown>>, { domains, trustsEmail }: Trust): ClaimedPerson | Refusal {
  const email = textOf(claims['email']).toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) return 'sso_no_email';
  const verified = claims['email_verified'];
  // Some providers write the truth as a text.
  const isVerified = verified === true || verified === 'true' || (verified === undefined && trustsEmail);
  if (!isVerified) return 'sso_unverified';
  if (domains.length > 0 && !domains.includes(email.slice(email.lastIndexOf('@') + 1))) return 'sso_domain';
  const name = textOf(claims['name']) || [textOf(claims['given_name']), textOf(claims['family_name'])].filter(Boolean).join(' ');
  return { subject: textOf(claims['sub']), email, name: (name || email.slice(0, email.indexOf('@'))).slice(0, 120) };
}

/** The texts at a path of the claims: `groups`, `realm_access.roles`. A name that holds dots itself (a web address) is tried first. */
export function claimValues(claims: Readonly<Record<string, unknown>>, path: string): string[] {
  const found = Object.hasOwn(claims, path) ? claims[path] : walk(claims, path.split('.'));
  const values: unknown[] = Array.isArray(found) ? found : [found];
  return values.flatMap((value) => (typeof value === 'string' ? [value] : typeof value === 'number' ? [String(value)] : []));
}

function walk(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, first)) return undefined;
  return walk(Object.entries(value).find(([key]) => key === first)?.[1], rest);
}

export interface Granted {
  role: Role;
  roleId: string | null;
  teamId: string | null;
}

interface Mapping extends Granted {
  claim: string | null;
  rules: readonly (Granted & { value: string })[];
  unmapped: 'default' | 'refuse';
}

/** What the claims give: by the first rule that fits, else the default or a refusal; null where roles are left to the workspace. */
export function grantOf(claims: Readonly<Record<string, unknown>>, mapping: Mapping): Granted | null | Refusal {
  const { claim, rules, unmapped, role, roleId } = mapping;
  if (claim === null) return null;
  const values = new Set(claimValues(claims, claim));
  const rule = rules.find(({ value }) => values.has(value));
  if (rule) return { role: rule.role, roleId: rule.roleId, teamId: rule.teamId };
  // The default team is for whoever is new: nobody is moved by having no group.
  return unmapped === 'refuse' ? 'sso_no_role' : { role, roleId, teamId: null };
}

/** Path within this program to open afterwards; anything else is its start. */
export function localPath(wanted: string | undefined): string {
  return wanted !== undefined && /^\/(?![/\\])[\p{L}\p{N}\p{P}\p{S} ]*$/u.test(wanted) ? wanted : '/';
}
