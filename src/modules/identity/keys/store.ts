import { CompiledQuery } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Role } from '../contract.ts';

function keyRows(db: Db, scope: Scope) {
  return db
    .selectFrom('apiKeys as k')
    .innerJoin('users as u', (join) => join.onRef('u.workspaceId', '=', 'k.workspaceId').onRef('u.id', '=', 'k.userId'))
    .leftJoin('roles as r', (join) => join.onRef('r.workspaceId', '=', 'k.workspaceId').onRef('r.id', '=', 'k.roleId'))
    .select([
      'k.id',
      'k.name',
      'k.role',
      'k.roleId',
      'r.name as roleName',
      'k.userId',
      'u.name as userName',
      'k.prefix',
      'k.createdAt',
      'k.expiresAt',
      'k.lastUsedAt',
      'k.revokedAt',
    ])
    .where('k.workspaceId', '=', scope.workspaceId);
}

export type KeyRow = Awaited<ReturnType<ReturnType<typeof keyRows>['executeTakeFirstOrThrow']>>;

/** Keys, those in use first; of one person only when `userId` is given. */
export async function listKeys(db: Db, scope: Scope, userId: string | null): Promise<KeyRow[]> {
  const rows = userId === null ? keyRows(db, scope) : keyRows(db, scope).where('k.userId', '=', userId);
  return rows
    .orderBy('k.revokedAt', (order) => order.desc().nullsFirst())
    .orderBy('k.createdAt', 'desc')
    .limit(500)
    .execute();
}

export async function findKey(db: Db, scope: Scope, id: string): Promise<KeyRow | undefined> {
  return keyRows(db, scope).where('k.id', '=', id).executeTakeFirst();
}

/** A key that is no longer good, and since when, in the time zone of its workspace. */
export interface EndedKey {
  code: 'key_expired' | 'key_revoked';
  at: string;
  timeZone: string;
}

// Whose key it is has still to be found, so that nothing can be bound to a workspace.
const endedByHash = `select case when k.revoked_at is null then 'key_expired' else 'key_revoked' end as code,
    coalesce(k.revoked_at, k.expires_at) as at, w.time_zone as "timeZone"
  from api_keys k join workspaces w on w.id = k.workspace_id
  where k.key_hash = $1 and (k.revoked_at is not null or k.expires_at <= now())`;

/** The key of this hash, if it was revoked or has expired. */
export async function findEndedKey(db: Db, keyHash: string): Promise<EndedKey | undefined> {
  return (await db.executeQuery<EndedKey>(CompiledQuery.raw(endedByHash, [keyHash]))).rows[0];
}

export interface KeyInsert {
  name: string;
  userId: string;
  role: Role;
  roleId: string | null;
  keyHash: string;
  prefix: string;
  expiresAt: string | null;
}

export async function insertKey(tx: Tx, scope: Scope, key: KeyInsert): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('apiKeys')
    .values({ ...key, workspaceId: scope.workspaceId, id })
    .execute();
  return id;
}

export async function revokeKey(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .updateTable('apiKeys')
    .set({ revokedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .execute();
}
