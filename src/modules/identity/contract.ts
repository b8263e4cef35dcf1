import { z } from 'zod';
import { isTimeZone } from '../../platform/days.ts';
import { CurrencyCode, Done, endpoint, Id, Instant, Version } from '../../platform/endpoint.ts';
import { fieldRights } from '../../platform/field-rights.ts';
import { languages } from '../../platform/languages.ts';
import { levels } from '../../platform/levels.ts';

/** Roles from the most powerful to the least. */
export const roles = ['owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** The role somebody or something has: the product's, and the workspace's own where it is one that was copied from it. */
export const heldRole = { role: Role, roleId: Id.nullable(), roleName: z.string().nullable() };

export const Language = z.enum(languages);
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { params: { code: 'not_a_time_zone' } })
  .meta({ examples: ['Asia/Shanghai'] });
export const PersonName = z.string().trim().min(1).max(120);
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .meta({ examples: ['ann@acme.test'] })
  .pipe(z.email());
/** A password somebody chooses; signing in takes what is given. */
export const NewPassword = z.string().min(8).max(128);
export const GivenPassword = z.string().min(1).max(128);
/** A token from a link. */
export const LinkToken = z.string().min(16).max(200);

const tag = 'identity';

/** Whose sign-in takes a second step. */
export const SecondStepFor = z.enum(['nobody', 'admins', 'everybody']);
export type SecondStepFor = z.infer<typeof SecondStepFor>;

export const Workspace = z.object({
  id: Id,
  name: z.string(),
  slug: z.string(),
  currency: CurrencyCode,
  timeZone: z.string(),
  language: Language,
  /** Whether amounts of deals and revenue hold tax; null while nobody has answered. */
  revenueIncludesTax: z.boolean().nullable(),
  /** Who has to sign in in two steps; `admins` are owners and admins. */
  secondStepFor: SecondStepFor,
  version: Version,
});
export type Workspace = z.infer<typeof Workspace>;

/** Level of a right: `rights.deal.edit`. What is not named is `none`. */
export const Rights = z.record(z.string(), z.record(z.string(), z.enum(levels)));
export type Rights = z.infer<typeof Rights>;

/** Where a role may do less than write a field: `fields.contact.phones`. */
export const FieldRightsOf = z.record(z.string(), z.record(z.string(), z.enum(fieldRights)));

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  ...heldRole,
  team: z.object({ id: Id, name: z.string() }),
  /** The person's own choice; null follows the workspace. */
  language: Language.nullable(),
  timeZone: z.string().nullable(),
  version: Version,
});
export type Me = z.infer<typeof Me>;

/** Who asks, where, and what they may do there. */
export const SessionInfo = z.object({
  actor: z.enum(['user', 'key']),
  user: Me,
  workspace: Workspace,
  /** Every workspace this person can switch to, this one too. */
  workspaces: z.array(z.object({ id: Id, name: z.string(), slug: z.string() })),
  rights: Rights,
  fields: FieldRightsOf,
  /** Who looks, when `user` is another or has another role than they do; nothing can be changed then. */
  viewing: z.object({ by: z.object({ id: Id, name: z.string() }), as: z.enum(['member', 'role']), endsAt: Instant }).nullable(),
  /** True while this person has to set up a second step: until then only what leads there is answered. */
  isHeldBack: z.boolean(),
  /** True in a session of single sign-on, which holds in this workspace alone. */
  isBound: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const getSetup = endpoint({
  method: 'GET',
  path: '/setup',
  tag,
  summary: 'Whether the first workspace is still to be made, and whether mail can be sent',
  reply: z.object({
    isNeeded: z.boolean(),
    canSendLinks: z.boolean(),
    /** Single sign-on of the only workspace here; null where there are several, whose people use the address they were given. */
    singleSignOn: z.object({ workspace: z.string(), buttonText: z.string().nullable(), isOnly: z.boolean() }).nullable(),
  }),
  access: 'public',
});

export const NewWorkspace = z.strictObject({
  workspaceName: z.string().trim().min(1).max(120),
  currency: CurrencyCode,
  timeZone: TimeZone,
  language: Language,
});
export type NewWorkspace = z.infer<typeof NewWorkspace>;

export const setUp = endpoint({
  method: 'POST',
  path: '/setup',
  tag,
  summary: 'Make the first workspace and its owner, and sign the owner in; only while there is no workspace',
  body: NewWorkspace.extend({ name: PersonName, email: EmailAddress, password: NewPassword }),
  reply: SessionInfo,
  access: 'publicLimited',
  errors: ['identity.already_set_up'],
});

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  tag,
  summary: 'Sign in with email and password; the reply sets the session cookie',
  body: z.strictObject({ email: EmailAddress, password: GivenPassword, isRemembered: z.boolean().default(true) }),
  reply: SessionInfo,
  access: 'publicLimited',
  isSecret: true,
  errors: ['identity.wrong_credentials', 'identity.second_step_needed', 'identity.no_workspace', 'identity.single_sign_on_only'],
});

export const getSession = endpoint({
  method: 'GET',
  path: '/session',
  tag,
  summary: 'Who is signed in, in which workspace, with which rights',
  reply: SessionInfo,
  isForHeldBack: true,
});

export const signOut = endpoint({ method: 'DELETE', path: '/session', tag, summary: 'Sign out', reply: Done, access: 'public' });

export const switchWorkspace = endpoint({
  method: 'POST',
  path: '/session/workspace',
  tag,
  summary: 'Switch this session to another workspace of the same person',
  body: z.strictObject({ workspaceId: Id }),
  reply: SessionInfo,
  status: 200,
  isForHeldBack: true,
  errors: ['identity.needs_session', 'identity.single_sign_on_only', 'not_found'],
});

export const forgotPassword = endpoint({
  method: 'POST',
  path: '/password/forgot',
  tag,
  summary: 'Send a link to choose a new password; the reply is the same whether the address is known or not',
  body: z.strictObject({ email: EmailAddress }),
  reply: Done,
  status: 200,
  access: 'publicLimited',
  errors: ['public_url_missing', 'mail_missing'],
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/password/reset',
  tag,
  summary: 'Choose a new password with the token of the link; ends every session of the person',
  body: z.strictObject({ token: LinkToken, password: NewPassword }),
  reply: Done,
  status: 200,
  access: 'publicLimited',
  errors: ['identity.link_expired'],
});
