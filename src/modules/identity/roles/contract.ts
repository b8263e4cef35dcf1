import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';
import { fieldRights } from '../../../platform/field-rights.ts';
import { levels } from '../../../platform/levels.ts';
import { FieldRightsOf, Rights, Role } from '../contract.ts';

const tag = 'roles';

export const RoleName = z.string().trim().min(1).max(60);

/** A role of the workspace: one of the product's, maybe changed, or one copied from it under a name of its own. */
export const WorkspaceRole = z.object({
  id: Id,
  /** The product's role it is, or was copied from. */
  base: Role,
  /** Null for the product's own roles, which are named in the reader's language. */
  name: z.string().nullable(),
  rights: Rights,
  /** What the product's role may do, to compare with. */
  standard: Rights,
  /** Fields of which the role may do less than write. */
  fields: FieldRightsOf,
  /** People with this role, deactivated ones too. */
  members: z.number().int(),
  version: Version,
  updatedAt: Instant,
});
export type WorkspaceRole = z.infer<typeof WorkspaceRole>;

export const RoleMatrix = z.object({
  /** Every object with the actions somebody may have on it, and the levels that mean something for each. */
  objects: z.array(
    z.object({
      object: z.string(),
      actions: z.array(z.object({ action: z.string(), levels: z.array(z.enum(levels)) })),
      /** Fields that may be kept from roles; those that the workspace added are so too. */
      fields: z.array(z.object({ key: z.string(), rights: z.array(z.enum(fieldRights)) })),
    }),
  ),
  data: z.array(WorkspaceRole),
});
export type RoleMatrix = z.infer<typeof RoleMatrix>;

export const listRoles = endpoint({
  method: 'GET',
  path: '/roles',
  tag,
  summary: 'What each role may do',
  reply: RoleMatrix,
});

export const createRole = endpoint({
  method: 'POST',
  path: '/roles',
  tag,
  summary: 'Copy a role under another name',
  body: z.strictObject({
    name: RoleName,
    /** The role that is copied. */
    roleId: Id,
  }),
  reply: WorkspaceRole,
  errors: ['identity.role_name_taken', 'identity.role_above_own', 'identity.owner_role_fixed'],
});

export const RoleChanges = z.strictObject({
  version: Version,
  /** Only of a role that was copied. */
  name: RoleName.optional(),
  /** The levels to change; what is not named stays. */
  rights: Rights.optional(),
  /** The fields to change; `write` gives a field back. */
  fields: FieldRightsOf.optional(),
});
export type RoleChanges = z.infer<typeof RoleChanges>;

export const updateRole = endpoint({
  method: 'PATCH',
  path: '/roles/:id',
  tag,
  summary: 'Change the name or the rights of a role; holds from the next request of everybody who has it',
  params: IdParams,
  body: RoleChanges,
  reply: WorkspaceRole,
  errors: [
    'stale_version',
    'identity.role_name_taken',
    'identity.higher_role',
    'identity.role_above_own',
    'identity.owner_role_fixed',
    'identity.built_in_name',
    'identity.locks_self_out',
    'identity.beyond_view',
    'identity.unknown_right',
    'identity.unknown_field',
    'identity.field_right_means_nothing',
    'identity.level_means_nothing',
  ],
});

export const retireRole = endpoint({
  method: 'POST',
  path: '/roles/:id/retire',
  tag,
  summary: 'Take a copied role away; its people, open invitations and API keys get another one',
  params: IdParams,
  body: z.strictObject({ version: Version, toRoleId: Id }),
  reply: Done,
  status: 200,
  errors: [
    'stale_version',
    'identity.built_in_role',
    'identity.same_role',
    'identity.higher_role',
    'identity.role_above_own',
    'identity.last_owner',
  ],
});

/** A change of a role: who, when, and each level from and to. */
export const RoleChange = z.object({
  id: Id,
  kind: z.enum(['role.created', 'role.updated', 'role.retired']),
  actorName: z.string().nullable(),
  recordedAt: Instant,
  name: z.string().nullable(),
  changes: z.array(z.object({ object: z.string(), action: z.string(), from: z.string(), to: z.string(), isField: z.boolean() })),
});
export type RoleChange = z.infer<typeof RoleChange>;

export const listRoleChanges = endpoint({
  method: 'GET',
  path: '/roles/:id/changes',
  tag,
  summary: 'What was changed in a role, newest first',
  params: IdParams,
  reply: z.object({ data: z.array(RoleChange) }),
});
