import { CompiledQuery } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface Followed {
  id: string;
  workspaceId: string;
  requestId: string;
  userId: string;
  expiresAt: string;
  usedAt: string | null;
  revokedAt: string | null;
}

// The token says which workspace a reader comes to, so no scope can exist yet, as with a session or an API key.
const byToken = `select l.id, l.workspace_id as "workspaceId", l.request_id as "requestId", l.user_id as "userId", l.expires_at as "expiresAt",
    l.used_at as "usedAt", l.revoked_at as "revokedAt"
  from approval_links l where l.token_hash = $1`;

/** The link of a token, by the token's hash. */
export async function findByToken(db: Db, tokenHash: string): Promise<Followed | undefined> {
  return (await db.executeQuery<Followed>(CompiledQuery.raw(byToken, [tokenHash]))).rows[0];
}

/** People for whom a request waits and who have no link of it that still holds. */
export async function findUntold(tx: Tx, scope: Scope, requestId: string): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ userId: string }>(
    tx,
    `select distinct o.user_id as "userId" from approval_holders o where ${sql.workspace('o')} and o.request_id = ${sql.param(requestId)}::uuid and o.is_waiting
    and not exists (select from approval_links l where ${sql.workspace('l')} and l.request_id = o.request_id and l.user_id = o.user_id
      and l.used_at is null and l.revoked_at is null and l.expires_at > now())`,
  );
  return rows.map(({ userId }) => userId);
}

export async function insertLink(
  tx: Tx,
  scope: Scope,
  link: { requestId: string; userId: string; tokenHash: string; expiresAt: string },
): Promise<void> {
  await tx
    .insertInto('approvalLinks')
    .values({ ...link, id: uuidv7(), workspaceId: scope.workspaceId })
    .execute();
}

/** Revokes the links of whoever the request no longer waits for; of everybody where `all` is set. */
export async function revokeLinks(tx: Tx, scope: Scope, requestId: string, all: boolean): Promise<void> {
  const sql = scopedSql(scope);
  const waits = `exists (select from approval_holders o where ${sql.workspace('o')} and o.request_id = l.request_id and o.user_id = l.user_id and o.is_waiting)`;
  await sql.run(
    tx,
    `update approval_links l set revoked_at = now() where ${sql.workspace('l')} and l.request_id = ${sql.param(requestId)}::uuid
    and l.used_at is null and l.revoked_at is null${all ? '' : ` and not ${waits}`}`,
  );
}

/** Notes that a link has decided. */
export async function markUsed(db: Db, scope: Scope, id: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update approval_links l set used_at = now(), revoked_at = null where ${sql.workspace('l')} and l.id = ${sql.param(id)}::uuid and l.used_at is null`,
  );
}
