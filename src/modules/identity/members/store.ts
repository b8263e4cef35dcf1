import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Role } from '../contract.ts';
import type { MemberQuery } from './contract.ts';

function memberRows(db: Db, scope: Scope) {
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
      'u.isActive',
      'u.authUserId',
      'u.language',
      'u.timeZone',
      'u.version',
      'u.lastSeenAt',
      'u.createdAt',
    ])
    .where('u.workspaceId', '=', scope.workspaceId);
}

export type MemberRow = Awaited<ReturnType<ReturnType<typeof memberRows>['executeTakeFirstOrThrow']>>;

/** One page of users by name, after the last row of the page before. */
export async function listMembers(
  db: Db,
  scope: Scope,
  query: MemberQuery,
  after: { name: string; id: string } | null,
): Promise<MemberRow[]> {
  let rows = memberRows(db, scope);
  if (query.active !== undefined) rows = rows.where('u.isActive', '=', query.active === 'true');
  if (query.role !== undefined) rows = rows.where('u.role', '=', query.role);
  if (query.roleId !== undefined) rows = rows.where('u.roleId', '=', query.roleId);
  if (query.teamId !== undefined) rows = rows.where('u.teamId', '=', query.teamId);
  if (query.q) {
    const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    rows = rows.where((eb) => eb.or([eb('u.name', 'ilike', pattern), eb('u.email', 'ilike', pattern)]));
  }
  if (after) {
    rows = rows.where((eb) =>
      eb.or([eb('u.name', '>', after.name), eb.and([eb('u.name', '=', after.name), eb('u.id', '>', after.id)])]),
    );
  }
  return rows
    .orderBy('u.name')
    .orderBy('u.id')
    .limit(query.limit + 1)
    .execute();
}

export async function findMember(db: Db, scope: Scope, id: string): Promise<MemberRow | undefined> {
  return memberRows(db, scope).where('u.id', '=', id).executeTakeFirst();
}

export async function findMemberByEmail(db: Db, scope: Scope, email: string): Promise<MemberRow | undefined> {
  return memberRows(db, scope)
    .where((eb) => eb(eb.fn<string>('lower', ['u.email']), '=', email.toLowerCase()))
    .executeTakeFirst();
}

export interface MemberInsert {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  roleId: string | null;
  teamId: string;
  authUserId?: string | null;
  importId?: string | null;
}

export async function insertMembers(tx: Tx, scope: Scope, members: readonly MemberInsert[]): Promise<void> {
  if (members.length === 0) return;
  await tx
    .insertInto('users')
    .values(members.map((member) => ({ ...member, workspaceId: scope.workspaceId })))
    .execute();
}

export interface MemberUpdate {
  name?: string;
  email?: string | null;
  role?: Role;
  roleId?: string | null;
  teamId?: string;
  isActive?: boolean;
  authUserId?: string;
}

/** Changes a user; null as the version takes whatever it is. */
export async function updateMember(
  tx: Tx,
  scope: Scope,
  id: string,
  version: number | null,
  changes: MemberUpdate,
): Promise<boolean> {
  let update = tx
    .updateTable('users')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id);
  if (version !== null) update = update.where('version', '=', version);
  return (await update.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Locks and counts the owners who can sign in, so that two who demote each other at once do not leave none. */
export async function lockOwners(tx: Tx, scope: Scope): Promise<string[]> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('role', '=', 'owner')
    .where('isActive', '=', true)
    .where('authUserId', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function revokeKeysOf(tx: Tx, scope: Scope, userId: string): Promise<void> {
  await tx
    .updateTable('apiKeys')
    .set({ revokedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .execute();
}

export async function findTeamId(db: Db, scope: Scope, id: string | null): Promise<string | undefined> {
  const query = db.selectFrom('teams').select('id').where('workspaceId', '=', scope.workspaceId);
  const row = await (id === null ? query.where('parentId', 'is', null) : query.where('id', '=', id)).executeTakeFirst();
  return row?.id;
}
