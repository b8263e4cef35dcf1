import { CompiledQuery } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Role } from '../contract.ts';

export interface InvitationInsert {
  tokenHash: string;
  email: string | null;
  userId: string | null;
  role: Role;
  roleId: string | null;
  teamId: string;
  expiresAt: string;
}

export async function insertInvitation(tx: Tx, scope: Scope, invitation: InvitationInsert): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('invitations')
    .values({ ...invitation, workspaceId: scope.workspaceId, id, invitedBy: scope.userId })
    .execute();
  return id;
}

function openRows(db: Db, scope: Scope) {
  return db
    .selectFrom('invitations as i')
    .innerJoin('teams as t', (join) => join.onRef('t.workspaceId', '=', 'i.workspaceId').onRef('t.id', '=', 'i.teamId'))
    .leftJoin('users as u', (join) => join.onRef('u.workspaceId', '=', 'i.workspaceId').onRef('u.id', '=', 'i.userId'))
    .leftJoin('roles as r', (join) => join.onRef('r.workspaceId', '=', 'i.workspaceId').onRef('r.id', '=', 'i.roleId'))
    .leftJoin('users as b', (join) => join.onRef('b.workspaceId', '=', 'i.workspaceId').onRef('b.id', '=', 'i.invitedBy'))
    .select([
      'i.id',
      'i.email',
      'i.role',
      'i.roleId',
      'r.name as roleName',
      'i.teamId',
      't.name as teamName',
      'i.userId',
      'u.name as userName',
      'i.invitedBy',
      'b.name as inviterName',
    ])
    .select(['i.createdAt', 'i.expiresAt'])
    .where('i.workspaceId', '=', scope.workspaceId)
    .where('i.acceptedAt', 'is', null)
    .where('i.revokedAt', 'is', null)
    .where('i.expiresAt', '>', new Date().toISOString());
}

export type InvitationRow = Awaited<ReturnType<ReturnType<typeof openRows>['executeTakeFirstOrThrow']>>;

export async function listOpen(db: Db, scope: Scope): Promise<InvitationRow[]> {
  return openRows(db, scope).orderBy('i.createdAt', 'desc').limit(500).execute();
}

export async function findOpen(db: Db, scope: Scope, id: string): Promise<InvitationRow | undefined> {
  return openRows(db, scope).where('i.id', '=', id).executeTakeFirst();
}

export async function revoke(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const done = await tx
    .updateTable('invitations')
    .set({ revokedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A newer invitation of the same address or user takes the place of those before. */
export async function revokeEarlier(tx: Tx, scope: Scope, email: string | null, userId: string | null): Promise<void> {
  if (email === null && userId === null) return;
  await tx
    .updateTable('invitations')
    .set({ revokedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where((eb) => eb.or([eb('email', '=', email), eb('userId', '=', userId)]))
    .execute();
}

export interface Offer {
  workspaceId: string;
  id: string;
  email: string | null;
  userId: string | null;
  role: string;
  roleId: string | null;
  roleName: string | null;
  teamId: string;
  workspaceName: string;
  language: string;
  inviterName: string | null;
  userName: string | null;
}

// A link names no workspace: these two are bound to the hash of its token instead.
const offerByToken = `select i.workspace_id as "workspaceId", i.id, i.email, i.user_id as "userId", i.role, i.role_id as "roleId", r.name as "roleName", i.team_id as "teamId", w.name as "workspaceName",
    w.language, b.name as "inviterName", u.name as "userName"
  from invitations i join workspaces w on w.id = i.workspace_id
  left join users b on b.workspace_id = i.workspace_id and b.id = i.invited_by
  left join users u on u.workspace_id = i.workspace_id and u.id = i.user_id
  left join roles r on r.workspace_id = i.workspace_id and r.id = i.role_id
  where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`;
const take = `update invitations set accepted_at = now()
  where token_hash = $1 and accepted_at is null and revoked_at is null and expires_at > now() returning id`;

/** What the link of a token offers, while it is open. */
export async function findOffer(db: Db, tokenHash: string): Promise<Offer | undefined> {
  return (await db.executeQuery<Offer>(CompiledQuery.raw(offerByToken, [tokenHash]))).rows[0];
}

/** Marks an invitation accepted; false when somebody else did so first. */
export async function takeOffer(tx: Tx, tokenHash: string): Promise<boolean> {
  return (await tx.executeQuery(CompiledQuery.raw(take, [tokenHash]))).rows.length > 0;
}

export async function setAcceptedUser(tx: Tx, scope: Scope, id: string, userId: string): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ acceptedUserId: userId })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Whether there is an invitation of any state, or somebody else who can sign in. */
export async function hasColleague(db: Db, scope: Scope): Promise<boolean> {
  const sql = scopedSql(scope);
  const row = await sql.first(
    db,
    `select where exists (select from invitations i where ${sql.workspace('i')})
      or exists (select from users u where ${sql.workspace('u')} and u.auth_user_id is not null and u.id is distinct from ${sql.param(scope.userId)}::uuid)`,
  );
  return row !== undefined;
}
