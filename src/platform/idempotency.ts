import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './db.ts';
import { DomainError } from './errors.ts';
import type { Scope } from './scope.ts';

export interface StoredReply {
  status: number;
  body: string;
}

interface Attempt {
  key: string;
  route: string;
  body: unknown;
}

/** After a day, and when the first attempt has died without an answer, a key is as good as new. */
const isOver = sql`(k.created_at < now() - interval '24 hours' or (k.status is null and k.created_at < now() - interval '5 minutes'))`;

interface Row {
  bodyHash: string;
  status: number | null;
  reply: string | null;
  isOurs: boolean;
}

/**
 * Runs `work` once per (workspace, user, route, key) within 24 hours. A repeat with the same body gets the first reply
 * again; with another body it is refused (`idempotency_mismatch`), and while the first is still running, with `conflict`.
 */
export async function once(db: Database, scope: Scope, attempt: Attempt, work: () => Promise<StoredReply>): Promise<StoredReply> {
  const user = scope.userId ?? '00000000-0000-0000-0000-000000000000';
  const hash = createHash('sha256')
    // Somebody whose rights or team have changed since does not get the reply of before.
    .update(JSON.stringify([attempt.body ?? null, scope.rightsMark, scope.teamId]))
    .digest('hex');
  const where = sql`workspace_id = ${scope.workspaceId}::uuid and user_id = ${user}::uuid and route = ${attempt.route} and key = ${attempt.key}`;
  const { rows } = await sql<Row>`insert into idempotency_keys as k (workspace_id, user_id, route, key, body_hash)
    values (${scope.workspaceId}::uuid, ${user}::uuid, ${attempt.route}, ${attempt.key}, ${hash})
    on conflict (workspace_id, user_id, route, key) do update
      set created_at = case when ${isOver} then now() else k.created_at end,
          body_hash = case when ${isOver} then excluded.body_hash else k.body_hash end,
          status = case when ${isOver} then null else k.status end,
          reply = case when ${isOver} then null else k.reply end
    returning body_hash, status, reply, created_at = now() as is_ours`.execute(db);
  const row = rows[0];
  if (!row) throw new DomainError('internal');
  if (row.bodyHash !== hash) throw new DomainError('idempotency_mismatch');
  if (row.status !== null && row.reply !== null) return { status: row.status, body: row.reply };
  if (!row.isOurs) throw new DomainError('conflict');
  try {
    const reply = await work();
    await sql`update idempotency_keys set status = ${reply.status}, reply = ${reply.body} where ${where}`.execute(db);
    return reply;
  } catch (error) {
    await sql`delete from idempotency_keys where ${where}`.execute(db);
    throw error;
  }
}
