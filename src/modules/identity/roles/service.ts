import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { exceedsFields, fieldChoicesOf, fieldRank, fieldRightOf, type FieldRights } from '../../../platform/field-rights.ts';
import { declaredActions, levelChoices, permit, rightsOfRole } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { Role } from '../contract.ts';
import { exceedsScope, levelRank, managesMore, mayGrant } from '../rules.ts';
import type { createRole as createRoleContract, retireRole as retireContract, RoleChange } from './contract.ts';
import type { RoleChanges, RoleMatrix, WorkspaceRole } from './contract.ts';
import {
  beyondView,
  changed,
  changedFields,
  changesOf,
  differences,
  type FieldChange,
  fieldChangesOf,
  type LevelChange,
  readFields,
  rightsOf,
} from './rules.ts';
import * as store from './store.ts';

function describe(row: store.RoleRow): WorkspaceRole {
  const { id, base, name, version, updatedAt, members } = row;
  return {
    id,
    base,
    name,
    version,
    updatedAt,
    members,
    rights: rightsOf(row),
    fields: readFields(row.fields),
    standard: rightsOfRole(base),
  };
}

/** Every role of the workspace, the most powerful first. Everybody may know what roles mean. */
export async function listRoles(db: Db, scope: Scope): Promise<RoleMatrix> {
  const objects = declaredActions().map(({ object, actions }) => ({
    object,
    actions: actions.map((action) => ({ action, levels: levelChoices(object, action) })),
    fields: Object.entries(fieldChoicesOf(object)).map(([key, rights]) => ({ key, rights: [...rights] })),
  }));
  return { objects, data: (await store.listRoles(db, scope)).map(describe) };
}

async function getRow(db: Db, scope: Scope, id: string): Promise<store.RoleRow> {
  const row = await store.findRole(db, scope, id);
  if (!row) throw new DomainError('not_found');
  return row;
}

/** What people, invitations and keys keep of a role: the product's role, and the workspace's own where it is one. */
export interface RoleRef {
  role: Role;
  roleId: string | null;
}

/** A role as it is named in a request: by the product's name, or by its id. */
export interface RoleWish {
  role?: Role | undefined;
  roleId?: string | null | undefined;
}

const refOf = (row: store.RoleRow): RoleRef => ({ role: row.base, roleId: row.name === null ? null : row.id });

function aboveOwn(pointer: string): DomainError {
  const code = 'identity.role_above_own';
  return new DomainError(code, { status: 403, fields: [{ pointer, code }] });
}

/** The role that a request names; undefined when it names none. */
async function findWished(db: Db, scope: Scope, wish: RoleWish): Promise<store.RoleRow | undefined> {
  if (wish.roleId !== undefined && wish.roleId !== null) {
    const row = await store.findRole(db, scope, wish.roleId);
    if (!row) throw invalidField('/body/roleId', 'not_found_reference');
    return row;
  }
  return wish.role === undefined ? undefined : store.findBase(db, scope, wish.role);
}

function exceedsRights(row: store.RoleRow, scope: Scope): boolean {
  return exceedsScope(rightsOf(row), scope) || exceedsFields(readFields(row.fields), scope);
}

/** The role that a request names, if the scope may hand it out: nobody gives a right that they do not have themselves. */
export async function grantRole(db: Db, scope: Scope, wish: RoleWish): Promise<RoleRef | undefined> {
  const row = await findWished(db, scope, wish);
  if (!row) return undefined;
  if (!mayGrant(Role.parse(scope.role), row.base) || exceedsRights(row, scope))
    throw aboveOwn(wish.roleId ? '/body/roleId' : '/body/role');
  return refOf(row);
}

/** The role somebody has. */
export async function findHeldRole(db: Db, scope: Scope, userId: string): Promise<RoleRef> {
  const id = await store.findHeldRole(db, scope, userId);
  return refOf(await getRow(db, scope, id ?? ''));
}

/** Refuses to touch somebody whose role stands above the scope's own, or manages the workspace further than it; or that role itself. */
export async function requireOver(
  db: Db,
  scope: Scope,
  held: { role: string; roleId: string | null },
  code: 'identity.higher_person' | 'identity.higher_role' = 'identity.higher_person',
): Promise<void> {
  const role = Role.parse(held.role);
  const row = held.roleId === null ? await store.findBase(db, scope, role) : await store.findRole(db, scope, held.roleId);
  if (!mayGrant(Role.parse(scope.role), role) || (row && managesMore(rightsOf(row), scope)))
    throw new DomainError(code, { status: 403 });
}

/** The product's roles of a new workspace. */
export async function prepareRoles(tx: Tx, scope: Scope): Promise<void> {
  await store.insertBases(tx, scope.workspaceId);
}

/** Keeps fields of an object from roles of a new workspace, as its module thinks right; the workspace may open them. */
export async function keepFields(tx: Tx, scope: Scope, roles: readonly Role[], kept: FieldRights): Promise<void> {
  await store.writeBaseFields(tx, scope, roles, kept);
}

function refuseTakenName(error: unknown): never {
  if (violationOf(error)?.constraint !== 'roles_name_uq') throw error;
  const code = 'identity.role_name_taken';
  throw new DomainError(code, { status: 409, fields: [{ pointer: '/body/name', code }] });
}

/** Copies a role. The owner's is not copied: there is no half an owner. */
export async function createRole(db: Database, scope: Scope, body: BodyOf<typeof createRoleContract>): Promise<WorkspaceRole> {
  permit(scope, 'role', 'create');
  return inTx(db, async (tx) => {
    const source = await store.findRole(tx, scope, body.roleId);
    if (!source) throw invalidField('/body/roleId', 'not_found_reference');
    if (source.base === 'owner') throw new DomainError('identity.owner_role_fixed');
    await grantRole(tx, scope, { roleId: source.id });
    const rights = differences(source.base, rightsOf(source));
    const id = await store
      .insertRole(tx, scope, { base: source.base, name: body.name, rights, fields: readFields(source.fields) })
      .catch(refuseTakenName);
    await appendEvents(tx, scope, [
      { kind: 'role.created', subjectKind: 'role', subjectId: id, data: { name: body.name, base: source.base } },
    ]);
    return describe(await getRow(tx, scope, id));
  });
}

/** Refuses a level above the scope's own, unless it only takes away. */
function refuseAbove(scope: Scope, changes: readonly LevelChange[]): void {
  const above = changes.find(
    ({ object, action, from, to }) => levelRank(to) > levelRank(from) && levelRank(to) > levelRank(scope.rights(object, action)),
  );
  if (above) throw aboveOwn(`/body/rights/${above.object}/${above.action}`);
}

/** The same for fields. */
function refuseAboveFields(scope: Scope, changes: readonly FieldChange[]): void {
  const above = changes.find(
    ({ object, action, from, to }) =>
      fieldRank(to) > fieldRank(from) && fieldRank(to) > fieldRank(fieldRightOf(scope, object, action)),
  );
  if (above) throw aboveOwn(`/body/fields/${above.object}/${above.action}`);
}

/** Nobody takes away their own right to look after roles: they could not give it back. */
async function refuseLockOut(tx: Tx, scope: Scope, row: store.RoleRow, changes: readonly LevelChange[]): Promise<void> {
  const own = scope.userId === null ? undefined : await store.findHeldRole(tx, scope, scope.userId);
  if (own !== row.id) return;
  const lost = changes.find(({ object, action, to }) => object === 'role' && ['view', 'edit'].includes(action) && to === 'none');
  if (!lost) return;
  const code = 'identity.locks_self_out';
  throw new DomainError(code, { status: 409, fields: [{ pointer: `/body/rights/role/${lost.action}`, code }] });
}

/** Changes a role. What its people may do is asked of the database with every request, so that it holds at once. */
export async function updateRole(db: Database, scope: Scope, id: string, body: RoleChanges): Promise<WorkspaceRole> {
  permit(scope, 'role', 'edit');
  const { version, name, rights, fields } = body;
  return inTx(db, async (tx) => {
    await store.lockRole(tx, scope, id);
    const before = await getRow(tx, scope, id);
    if (before.base === 'owner') throw new DomainError('identity.owner_role_fixed');
    if (!mayGrant(Role.parse(scope.role), before.base)) throw new DomainError('identity.higher_role', { status: 403 });
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: describe(before) } });
    if (name !== undefined && before.name === null) throw invalidField('/body/name', 'identity.built_in_name');
    const held = rightsOf(before);
    const changes = changesOf(held, rights ?? {});
    refuseAbove(scope, changes);
    const heldFields = readFields(before.fields);
    const fieldChanges = fieldChangesOf(heldFields, fields ?? {});
    refuseAboveFields(scope, fieldChanges);
    await refuseLockOut(tx, scope, before, changes);
    const next = changed(held, changes);
    const beyond = beyondView(next);
    if (beyond) throw invalidField(`/body/rights/${beyond.object}/${beyond.action}`, 'identity.beyond_view');
    const all = [...changes, ...fieldChanges];
    if (all.length === 0 && (name === undefined || name === before.name)) return describe(before);
    const values = {
      ...(name === undefined ? {} : { name }),
      rights: differences(before.base, next),
      fields: changedFields(heldFields, fieldChanges),
    };
    await store.updateRole(tx, scope, id, version, values).catch(refuseTakenName);
    await appendEvents(tx, scope, [
      {
        kind: 'role.updated',
        subjectKind: 'role',
        subjectId: id,
        data: { name: name ?? before.name, base: before.base, changes: all },
      },
    ]);
    return describe(await getRow(tx, scope, id));
  });
}

/** Takes a copied role away, and gives another to everybody and everything that had it. */
export async function retireRole(db: Database, scope: Scope, id: string, body: BodyOf<typeof retireContract>): Promise<void> {
  permit(scope, 'role', 'delete');
  await inTx(db, async (tx) => {
    await store.lockRole(tx, scope, id);
    const before = await getRow(tx, scope, id);
    if (before.version !== body.version) throw new DomainError('stale_version', { extra: { current: describe(before) } });
    if (before.name === null) throw new DomainError('identity.built_in_role');
    await requireOver(tx, scope, { role: before.base, roleId: id }, 'identity.higher_role');
    const code = 'identity.same_role';
    if (body.toRoleId === id) throw new DomainError(code, { fields: [{ pointer: '/body/toRoleId', code }] });
    const next = await store.findRole(tx, scope, body.toRoleId);
    if (!next) throw invalidField('/body/toRoleId', 'not_found_reference');
    const to = await grantRole(tx, scope, { roleId: next.id });
    if (!to) throw new DomainError('not_found');
    const members = await store.reassign(tx, scope, id, to);
    await store.deleteRole(tx, scope, id);
    const data = { name: before.name, base: before.base, toRole: next.name ?? next.base, members };
    await appendEvents(tx, scope, [{ kind: 'role.retired', subjectKind: 'role', subjectId: id, data }]);
  });
}

function changeOf(row: store.ChangeRow): RoleChange {
  const { id, actorName, recordedAt, data } = row;
  const kind = row.kind === 'role.created' ? 'role.created' : row.kind === 'role.retired' ? 'role.retired' : 'role.updated';
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const list: unknown[] = Array.isArray(data['changes']) ? data['changes'] : [];
  const changes = list.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const { object, action, from, to, isField } = { object: '', action: '', from: '', to: '', isField: false, ...one };
    return [{ object: text(object), action: text(action), from: text(from), to: text(to), isField: isField === true }];
  });
  return { id, kind, actorName, recordedAt, name: typeof data['name'] === 'string' ? data['name'] : null, changes };
}

/** What was changed in a role, for whoever looks after roles. */
export async function listRoleChanges(db: Db, scope: Scope, id: string): Promise<RoleChange[]> {
  permit(scope, 'role', 'edit');
  await getRow(db, scope, id);
  return (await store.listChanges(db, scope, id)).map(changeOf);
}
