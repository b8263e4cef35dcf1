import { CompiledQuery } from 'kysely';
import { type Db, prepared } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** What a scope is made of. */
export interface Person {
  workspaceId: string;
  userId: string;
  role: string;
  /** The workspace's own role, where it is one. */
  roleId: string | null;
  /** How rights and fields differ from the product's role, as JSON: a pair. */
  roleRights: string;
  teamId: string;
  teamTreeIds: string[];
  teamPathIds: string[];
  hasShares: boolean;
  /** Who has to sign in in two steps, by the workspace's setting. */
  secondStepFor: string;
  language: string;
  timeZone: string;
  personTimeZone: string;
  currency: string;
}

export interface SessionPerson extends Person {
  sessionId: string;
  /** Whose eyes the session has now; both null where they are the person's own. */
  viewedUserId: string | null;
  viewedRoleId: string | null;
  viewingEndsAt: string | null;
  /** What was shown when the session was opened. */
  proof: string;
  /** Seconds since the session was last marked as in use. */
  idleSeconds: number;
}

export interface KeyPerson extends Person {
  keyId: string;
  keyRole: string;
  keyRoleRights: string;
  idleSeconds: number | null;
}

const personColumns = `u.workspace_id as "workspaceId", u.id as "userId", u.role, u.role_id as "roleId", json_build_array(ro.rights, ro.fields)::text as "roleRights", u.team_id as "teamId",
  coalesce(u.language, w.language) as language, w.time_zone as "timeZone", coalesce(u.time_zone, w.time_zone) as "personTimeZone", w.currency,
  w.second_step_for as "secondStepFor", array(select t.id from teams t where t.workspace_id = u.workspace_id and t.path @> array[u.team_id]) as "teamTreeIds",
  own.path as "teamPathIds", exists(select 1 from record_shares sh where sh.workspace_id = u.workspace_id and (sh.user_id = u.id or sh.team_id = any(own.path))
    and (sh.ends_at is null or sh.ends_at > now())) as "hasShares"`;

/** The role of somebody or something, where the workspace has changed it or made it. */
const ownTeam = 'join teams own on own.workspace_id = u.workspace_id and own.id = u.team_id';
const roleOf = (alias: string, role: string): string =>
  `left join roles ${role} on ${role}.workspace_id = ${alias}.workspace_id and ${role}.key = coalesce(${alias}.role_id::text, ${alias}.role)`;

// These statements find out which workspace a request belongs to, so no scope can exist yet: the only ones in the program
// that are written without one. A session names its workspace; a key is found by its hash.
const bySession = `${prepared}select ${personColumns}, s.id as "sessionId", s.proof, s.viewed_user_id as "viewedUserId",
    s.viewed_role_id as "viewedRoleId", s.viewing_ends_at as "viewingEndsAt", extract(epoch from now() - s.last_seen_at)::float8 as "idleSeconds"
  from auth.session s
  join users u on u.auth_user_id = s.user_id and u.workspace_id = s.active_workspace_id
  join workspaces w on w.id = u.workspace_id
  ${ownTeam}
  ${roleOf('u', 'ro')}
  where s.token = $1 and s.expires_at > now() and u.is_active`;

const byKey = `${prepared}select ${personColumns}, k.id as "keyId", k.role as "keyRole", json_build_array(kr.rights, kr.fields)::text as "keyRoleRights", extract(epoch from now() - k.last_used_at)::float8 as "idleSeconds"
  from api_keys k
  join users u on u.workspace_id = k.workspace_id and u.id = k.user_id
  join workspaces w on w.id = u.workspace_id
  ${ownTeam}
  ${roleOf('u', 'ro')}
  ${roleOf('k', 'kr')}
  where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and u.is_active`;

const byUser = `select ${personColumns} from users u join workspaces w on w.id = u.workspace_id
  ${ownTeam}
  ${roleOf('u', 'ro')}
  where u.workspace_id = $1 and u.id = $2 and u.is_active`;

/** The person of a session token, in the session's workspace. One statement. */
export async function findSessionPerson(db: Db, token: string): Promise<SessionPerson | undefined> {
  return (await db.executeQuery<SessionPerson>(CompiledQuery.raw(bySession, [token]))).rows[0];
}

/** The person of an API key, by the key's hash. One statement. */
export async function findKeyPerson(db: Db, keyHash: string): Promise<KeyPerson | undefined> {
  return (await db.executeQuery<KeyPerson>(CompiledQuery.raw(byKey, [keyHash]))).rows[0];
}

/** An active user of a workspace, for the command line and for jobs that act in somebody's name. */
export async function findPerson(db: Db, workspaceId: string, userId: string): Promise<Person | undefined> {
  return (await db.executeQuery<Person>(CompiledQuery.raw(byUser, [workspaceId, userId]))).rows[0];
}

/** A role as a scope takes it, with its name where it is the workspace's own. */
export async function findRole(db: Db, scope: Scope, id: string) {
  const sql = scopedSql(scope);
  return sql.first<{ id: string; role: string; roleName: string | null; roleRights: string }>(
    db,
    `${prepared}select r.id, r.base as role, r.name as role_name, json_build_array(r.rights, r.fields)::text as role_rights
    from roles r where ${sql.workspace('r')} and r.id = ${sql.param(id)}::uuid`,
  );
}

/** Whoever looks with other eyes: their screens speak their language, not that of the eyes. */
export async function findViewer(
  db: Db,
  scope: Scope,
  userId: string,
): Promise<{ name: string; language: string | null } | undefined> {
  return db
    .selectFrom('users')
    .select(['name', 'language'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', userId)
    .executeTakeFirst();
}

export async function markSessionSeen(db: Db, person: SessionPerson): Promise<void> {
  await db.updateTable('auth.session').set({ lastSeenAt: new Date().toISOString() }).where('id', '=', person.sessionId).execute();
  await db
    .updateTable('users')
    .set({ lastSeenAt: new Date().toISOString() })
    .where('workspaceId', '=', person.workspaceId)
    .where('id', '=', person.userId)
    .execute();
}

export async function markKeyUsed(db: Db, person: KeyPerson): Promise<void> {
  await db
    .updateTable('apiKeys')
    .set({ lastUsedAt: new Date().toISOString() })
    .where('workspaceId', '=', person.workspaceId)
    .where('id', '=', person.keyId)
    .execute();
}

/** The key that signs session cookies. */
export async function readSecret(db: Db): Promise<string> {
  return (await db.selectFrom('auth.installation').select('secret').executeTakeFirstOrThrow()).secret;
}

export async function findWorkspace(db: Db, by: { id: string } | { slug: string }) {
  const query = db
    .selectFrom('workspaces')
    .select(['id', 'name', 'slug', 'currency', 'timeZone', 'language', 'revenueIncludesTax', 'secondStepFor', 'version']);
  return 'id' in by ? query.where('id', '=', by.id).executeTakeFirst() : query.where('slug', '=', by.slug).executeTakeFirst();
}

export async function listWorkspaceIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('workspaces').select('id').orderBy('createdAt').execute();
  return rows.map((row) => row.id);
}

/** All teams of a workspace, for the system's own scope. */
export async function listTeams(db: Db, workspaceId: string) {
  return db.selectFrom('teams').select(['id', 'parentId']).where('workspaceId', '=', workspaceId).execute();
}

export async function findUserIdByEmail(db: Db, workspaceId: string, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  return row?.id;
}

/** The person a scope acts for, with the name of their team. */
export async function findSelf(db: Db, scope: Scope) {
  return db
    .selectFrom('users as u')
    .innerJoin('teams as t', (join) => join.onRef('t.workspaceId', '=', 'u.workspaceId').onRef('t.id', '=', 'u.teamId'))
    .leftJoin('roles as r', (join) => join.onRef('r.workspaceId', '=', 'u.workspaceId').onRef('r.id', '=', 'u.roleId'))
    .select([
      'u.id',
      'u.name',
      'u.email',
      'u.role',
      'u.roleId',
      'r.name as roleName',
      'u.teamId',
      't.name as teamName',
      'u.language',
      'u.timeZone',
      'u.version',
      'u.authUserId',
    ])
    .where('u.workspaceId', '=', scope.workspaceId)
    .where('u.id', '=', scope.userId)
    .executeTakeFirst();
}

// A person's own workspaces: the one list that crosses workspaces, bound to the person instead.
const workspacesOf = `select w.id, w.name, w.slug from users u join workspaces w on w.id = u.workspace_id
  where u.auth_user_id = $1 and u.is_active order by w.name, w.id`;

export async function listWorkspacesOf(db: Db, authUserId: string): Promise<{ id: string; name: string; slug: string }[]> {
  return (await db.executeQuery<{ id: string; name: string; slug: string }>(CompiledQuery.raw(workspacesOf, [authUserId]))).rows;
}

export interface PersonRow {
  id: string;
  name: string;
  role: string;
  roleName: string | null;
  roleRights: string;
  teamId: string;
}

/** Active people of the workspace by name, with what makes their rights. */
export async function listPeople(db: Db, scope: Scope): Promise<PersonRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<PersonRow>(
    db,
    `select u.id, u.name, u.role, ro.name as role_name, json_build_array(ro.rights, ro.fields)::text as role_rights, u.team_id
    from users u ${roleOf('u', 'ro')} where ${sql.workspace('u')} and u.is_active order by u.name, u.id limit 5000`,
  );
}

/** The teams of a workspace, each with its way down from the top. */
export async function listPaths(db: Db, scope: Scope): Promise<{ id: string; path: string[] }[]> {
  return db.selectFrom('teams').select(['id', 'path']).where('workspaceId', '=', scope.workspaceId).execute();
}
