import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, pageOf, Version } from '../../../platform/endpoint.ts';
import { EmailAddress, heldRole, Language, LinkToken, NewPassword, PersonName, Role, SessionInfo } from '../contract.ts';

const tag = 'members';

/** Somebody of the workspace. Sellers from an import exist without a sign-in until they are invited. */
export const Member = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  ...heldRole,
  team: z.object({ id: Id, name: z.string() }),
  isActive: z.boolean(),
  canSignIn: z.boolean(),
  language: Language.nullable(),
  timeZone: z.string().nullable(),
  version: Version,
  lastSeenAt: Instant.nullable(),
  createdAt: Instant,
});
export type Member = z.infer<typeof Member>;

export const MemberQuery = z.strictObject({
  /** Part of the name or of the email address. */
  q: z.string().trim().max(120).optional(),
  teamId: Id.optional(),
  role: Role.optional(),
  roleId: Id.optional(),
  active: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type MemberQuery = z.infer<typeof MemberQuery>;

export const listUsers = endpoint({
  method: 'GET',
  path: '/users',
  tag,
  summary: 'List users, by name',
  query: MemberQuery,
  reply: pageOf(Member),
});
const read = { method: 'GET', path: '/users/:id', tag, summary: 'Read a user', params: IdParams, reply: Member } as const;
export const getUser = endpoint(read);

export const NewMember = z.strictObject({
  name: PersonName,
  email: EmailAddress.nullable().optional(),
  role: Role,
  /** A role of the workspace's own, instead of the product's named in `role`. */
  roleId: Id.nullable().optional(),
  /** The root team unless given. */
  teamId: Id.optional(),
});
export type NewMember = z.infer<typeof NewMember>;

export const createUser = endpoint({
  method: 'POST',
  path: '/users',
  tag,
  summary: 'Create a user without a sign-in, who can own records and be invited later',
  body: NewMember,
  reply: Member,
  errors: ['identity.email_taken', 'identity.role_above_own'],
});

export const MemberChanges = z.strictObject({
  version: Version,
  name: PersonName.optional(),
  /** Only while the user has no sign-in. */
  email: EmailAddress.nullable().optional(),
  /** A role of the product; takes the place of one of the workspace's own. */
  role: Role.optional(),
  /** A role of the workspace's own. */
  roleId: Id.nullable().optional(),
  teamId: Id.optional(),
  /** False ends the user's sessions and API keys in this workspace at once. */
  isActive: z.boolean().optional(),
});
export type MemberChanges = z.infer<typeof MemberChanges>;

export const updateUser = endpoint({
  method: 'PATCH',
  path: '/users/:id',
  tag,
  summary: "Change a user's name, role, team, or deactivate them",
  params: IdParams,
  body: MemberChanges,
  reply: Member,
  errors: [
    'stale_version',
    'identity.email_taken',
    'identity.email_is_sign_in',
    'identity.higher_person',
    'identity.role_above_own',
    'identity.last_owner',
  ],
});

export const Invitation = z.object({
  id: Id,
  email: z.string().nullable(),
  /** The user without a sign-in who is invited, if it is one. */
  user: z.object({ id: Id, name: z.string() }).nullable(),
  ...heldRole,
  team: z.object({ id: Id, name: z.string() }),
  invitedBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = z.strictObject({
  /** Sends the link there; without it the link in the reply is handed on by hand. */
  email: EmailAddress.nullable().optional(),
  /** Gives this user, who has none yet, a sign-in: role and team are theirs. */
  userId: Id.optional(),
  role: Role.optional(),
  roleId: Id.nullable().optional(),
  teamId: Id.optional(),
  /** False only makes the link, even when there is an email address. */
  sendsMail: z.boolean().default(true),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

export const inviteUser = endpoint({
  method: 'POST',
  path: '/invitations',
  tag,
  summary: 'Invite somebody by mail or by a link to copy; the link is shown this once',
  body: NewInvitation,
  reply: Invitation.extend({
    /** Path below the address of this program: `/invitation?token=…`. */
    path: z.string(),
    isSent: z.boolean(),
  }),
  isSecret: true,
  errors: ['identity.email_taken', 'identity.role_above_own', 'identity.has_sign_in', 'public_url_missing', 'mail_missing'],
});

export const listInvitations = endpoint({
  method: 'GET',
  path: '/invitations',
  tag,
  summary: 'Open invitations',
  reply: z.object({ data: z.array(Invitation) }),
});
export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/invitations/:id',
  tag,
  summary: 'Withdraw an invitation',
  params: IdParams,
  reply: Done,
});

/** What the page of an invitation shows before it is accepted. */
export const OpenInvitation = z.object({
  workspaceName: z.string(),
  invitedBy: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: Role,
  roleName: z.string().nullable(),
  language: Language,
  /** True when the email address signs in here already: its password is asked for instead of a new one. */
  hasSignIn: z.boolean(),
});

export const openInvitation = endpoint({
  method: 'POST',
  path: '/invitations/open',
  tag,
  summary: 'Read an invitation by the token of its link',
  body: z.strictObject({ token: LinkToken }),
  reply: OpenInvitation,
  status: 200,
  access: 'publicLimited',
  errors: ['identity.link_expired'],
});

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/invitations/accept',
  tag,
  summary: 'Accept an invitation and sign in: with a new password, or with the password the address already has',
  body: z.strictObject({
    token: LinkToken,
    name: PersonName,
    /** Needed when the invitation names none. */
    email: EmailAddress.optional(),
    password: NewPassword,
  }),
  reply: SessionInfo,
  access: 'publicLimited',
  errors: ['identity.link_expired', 'identity.wrong_credentials', 'identity.email_taken'],
});
