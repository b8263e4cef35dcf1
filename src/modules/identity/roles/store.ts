import { uuidv7 } from 'uuidv7';
import { type Db, prepared } from '../../../platform/db.ts';
import type { FieldRights } from '../../../platform/field-rights.ts';
import type { RightsChange } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Role } from '../contract.ts';
import { roles } from '../contract.ts';

export interface RoleRow {
  id: string;
  base: Role;
  name: string | null;
  rights: unknown;
  fields: unknown;
  version: number;
  updatedAt: string;
  members: number;
}

async function readRoles(db: Db, scope: Scope, condition: (sql: ReturnType<typeof scopedSql>) => string): Promise<RoleRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<RoleRow>(
    db,
    `select r.id, r.base, r.name, r.rights, r.fields, r.version, r.updated_at,
      (select count(*)::int from users u where ${sql.workspace('u')} and u.role = r.base and u.role_id is not distinct from case when r.name is null then null else r.id end) as members
    from roles r where ${sql.workspace('r')}${condition(sql)} order by array_position(array[${roles.map((role) => `'${role}'`).join(', ')}], r.base), r.name nulls first`,
  );
}

export async function listRoles(db: Db, scope: Scope): Promise<RoleRow[]> {
  return readRoles(db, scope, () => '');
}

export async function findRole(db: Db, scope: Scope, id: string): Promise<RoleRow | undefined> {
  return (await readRoles(db, scope, (sql) => ` and r.id = ${sql.param(id)}::uuid`))[0];
}

/** The role of the product in this workspace. */
export async function findBase(db: Db, scope: Scope, base: Role): Promise<RoleRow | undefined> {
  return (await readRoles(db, scope, (sql) => ` and r.base = ${sql.param(base)} and r.name is null`))[0];
}

export async function lockRole(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .selectFrom('roles')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

/** The product's roles, for a new workspace. */
export async function insertBases(tx: Tx, workspaceId: string): Promise<void> {
  await tx
    .insertInto('roles')
    .values(roles.map((base) => ({ workspaceId, id: uuidv7(), base })))
    .execute();
}

export async function insertRole(
  tx: Tx,
  scope: Scope,
  role: { base: Role; name: string; rights: RightsChange; fields: FieldRights },
): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('roles')
    .values({
      ...role,
      rights: JSON.stringify(role.rights),
      fields: JSON.stringify(role.fields),
      workspaceId: scope.workspaceId,
      id,
    })
    .execute();
  return id;
}

export async function updateRole(
  tx: Tx,
  scope: Scope,
  id: string,
  version: number,
  changes: { name?: string; rights: RightsChange; fields: FieldRights },
): Promise<boolean> {
  const { name, rights, fields } = changes;
  const done = await tx
    .updateTable('roles')
    .set((eb) => ({
      ...(name === undefined ? {} : { name }),
      rights: JSON.stringify(rights),
      fields: JSON.stringify(fields),
      version: eb('version', '+', 1),
      updatedAt: new Date().toISOString(),
    }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function deleteRole(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('roles').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Gives everybody and everything with the role another one; answers how many people. */
export async function reassign(tx: Tx, scope: Scope, id: string, to: { role: Role; roleId: string | null }): Promise<number> {
  for (const table of ['invitations', 'apiKeys', 'singleSignOn', 'singleSignOnRules'] as const) {
    await tx.updateTable(table).set(to).where('workspaceId', '=', scope.workspaceId).where('roleId', '=', id).execute();
  }
  const moved = await tx
    .updateTable('users')
    .set((eb) => ({ ...to, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('roleId', '=', id)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

export interface ChangeRow {
  id: string;
  kind: string;
  actorName: string | null;
  recordedAt: string;
  data: Record<string, unknown>;
}

/** What happened to a role, newest first. */
export async function listChanges(db: Db, scope: Scope, id: string): Promise<ChangeRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<ChangeRow>(
    db,
    `${prepared}select e.id, e.kind, coalesce(u.name, behind.name) as actor_name, e.recorded_at, e.data from events e
    left join users u on ${sql.workspace('u')} and u.id = e.actor_id
    left join api_keys k on ${sql.workspace('k')} and k.id = e.actor_id and e.actor_kind = 'key'
    left join users behind on ${sql.workspace('behind')} and behind.id = k.user_id
    where ${sql.workspace('e')} and e.subject_id = ${sql.param(id)}::uuid and e.subject_kind = 'role' and e.kind <> 'role.viewedAs'
    order by e.recorded_at desc, e.id desc limit 100`,
  );
}

/** Id of the role somebody has. */
export async function findHeldRole(db: Db, scope: Scope, userId: string): Promise<string | undefined> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ id: string }>(
    db,
    `select r.id from users u join roles r on ${sql.workspace('r')} and r.key = coalesce(u.role_id::text, u.role)
    where ${sql.workspace('u')} and u.id = ${sql.param(userId)}::uuid`,
  );
  return row?.id;
}

/** Adds rights on fields to the product's roles of a workspace. */
export async function writeBaseFields(tx: Tx, scope: Scope, roles: readonly Role[], fields: FieldRights): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `update roles r set fields = r.fields || ${sql.param(JSON.stringify(fields))}::jsonb
    where ${sql.workspace('r')} and r.name is null and r.base = any(${sql.param(roles)}::text[])`,
  );
}
