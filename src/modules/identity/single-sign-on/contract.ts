import { z } from 'zod';
import { Done, endpoint, Id, Instant, Version } from '../../../platform/endpoint.ts';
import { heldRole, Role } from '../contract.ts';

const tag = 'identity';

const Team = z.object({ id: Id, name: z.string() });

/** What somebody gets whose claim holds `value`; the first rule that fits counts. */
export const RoleRule = z.object({ value: z.string(), ...heldRole, team: Team.nullable() });

/** How a workspace lets its own provider say who somebody is. The client secret is in no reply. */
export const SingleSignOn = z.object({
  /** Address of the OpenID provider, below which `/.well-known/openid-configuration` is found. */
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.string(),
  buttonText: z.string().nullable(),
  /** Mail domains whose people may come in; none for all. */
  domains: z.array(z.string()),
  /** Whether somebody who is not there yet is added at the first sign-in. */
  makesUsers: z.boolean(),
  /** Takes the address as proven where the provider says nothing about that (never where it says no). */
  trustsEmail: z.boolean(),
  /** What somebody gets whom no rule fits. */
  ...heldRole,
  team: Team.nullable(),
  /** Where groups or roles stand: `groups`, `realm_access.roles`; null leaves roles to the workspace. */
  claim: z.string().nullable(),
  rules: z.array(RoleRule),
  /** Whom no rule fits: gets the role above, or is refused. */
  unmapped: z.enum(['default', 'refuse']),
  isActive: z.boolean(),
  /** Passwords and passkeys let in owners alone. */
  isOnly: z.boolean(),
  updatedAt: Instant,
  version: Version,
});
export type SingleSignOn = z.infer<typeof SingleSignOn>;

export const getSingleSignOn = endpoint({
  method: 'GET',
  path: '/single-sign-on',
  tag,
  summary: 'Single sign-on of the workspace, and the addresses to register at the provider',
  reply: z.object({ settings: SingleSignOn.nullable(), redirectUri: z.string(), signInUrl: z.string() }),
});

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/)
  .meta({ examples: ['acme.test'] });
const granted = { role: Role, roleId: Id.nullable().default(null), teamId: Id.nullable().default(null) };

export const SingleSignOnChanges = z.strictObject({
  /** The version that was seen; null while there is none yet. */
  version: Version.nullable(),
  issuer: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .meta({ examples: ['https://id.acme.test'] }),
  clientId: z.string().trim().min(1).max(300),
  /** Kept as it is when left out; asked for again with another issuer, which would get to see it. */
  clientSecret: z.string().min(1).max(500).optional(),
  scopes: z
    .string()
    .trim()
    .max(300)
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
    .default('openid profile email'),
  buttonText: z.string().trim().min(1).max(60).nullable().default(null),
  domains: z.array(domain).max(50).default([]),
  makesUsers: z.boolean(),
  trustsEmail: z.boolean().default(false),
  ...granted,
  claim: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^.\s][^.]*(\.[^.]+)*$/)
    .nullable()
    .default(null),
  rules: z
    .array(z.strictObject({ value: z.string().trim().min(1).max(300), ...granted }))
    .max(100)
    .default([]),
  unmapped: z.enum(['default', 'refuse']).default('default'),
  isActive: z.boolean(),
  isOnly: z.boolean().default(false),
});
export type SingleSignOnChanges = z.infer<typeof SingleSignOnChanges>;

export const saveSingleSignOn = endpoint({
  method: 'PUT',
  path: '/single-sign-on',
  tag,
  summary: 'Set up or change single sign-on; the provider is asked for its description before anything is saved',
  body: SingleSignOnChanges,
  reply: SingleSignOn,
  isSecret: true,
  isLimited: true,
  errors: [
    'stale_version',
    'identity.role_above_own',
    'identity.sso_unreachable',
    'identity.sso_no_provider',
    'identity.sso_secret_again',
    'identity.sso_domains_needed',
    'identity.sso_only_when_active',
    'outgoing_private',
    'outgoing_not_https',
    'outgoing_not_a_url',
  ],
});

export const removeSingleSignOn = endpoint({
  method: 'DELETE',
  path: '/single-sign-on',
  tag,
  summary: 'Remove single sign-on: sessions opened by it end, passwords let in again',
  reply: Done,
});

export const beginSingleSignOn = endpoint({
  method: 'GET',
  path: '/session/single-sign-on',
  tag,
  summary: 'Send the browser to the provider of a workspace; a page says why where that cannot be',
  query: z.object({
    /** Short name of the workspace; not needed while there is only one. */
    workspace: z.string().max(63).optional(),
    /** Path to open afterwards. */
    return: z.string().max(2000).optional(),
  }),
  reply: z.string(),
  access: 'publicLimited',
  mode: 'stream',
  produces: ['text/html'],
});

export const finishSingleSignOn = endpoint({
  method: 'GET',
  path: '/session/single-sign-on/callback',
  tag,
  summary: 'Where the provider sends the browser back to: opens the session, or says on a page why not',
  query: z.looseObject({
    code: z.string().max(4000).optional(),
    state: z.string().max(500).optional(),
    error: z.string().max(200).optional(),
  }),
  reply: z.string(),
  access: 'publicLimited',
  mode: 'stream',
  produces: ['text/html'],
});
