import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { Tx } from '../../platform/tx.ts';
import type { disabledReasons } from './contract.ts';

export type DisabledReason = (typeof disabledReasons)[number];

export interface WebhookRow {
  id: string;
  url: string;
  description: string | null;
  eventKinds: string[] | null;
  isActive: boolean;
  disabledReason: DisabledReason | null;
  disabledAt: string | null;
  actsFor: string;
  actsForName: string;
  previousEndsAt: string | null;
  failingSince: string | null;
  createdAt: string;
  version: number;
  lastState: string | null;
  lastAt: string | null;
}

// The secrets are not among these columns: what lists and pages are made of cannot show them.
const columns = `w.id, w.url, w.description, w.event_kinds, w.is_active, w.disabled_reason, w.disabled_at, w.acts_for, u.name as acts_for_name,
  w.previous_ends_at, w.failing_since, w.created_at, w.version`;

async function findRows(db: Db, scope: Scope, id: string | null, lock = false): Promise<WebhookRow[]> {
  const sql = scopedSql(scope);
  const one = id === null ? '' : ` and w.id = ${sql.param(id)}::uuid`;
  return sql.rows<WebhookRow>(
    db,
    `select ${columns}, last.state as last_state, last.at as last_at from webhooks w
    join users u on ${sql.workspace('u')} and u.id = w.acts_for
    left join lateral (select d.state, coalesce(d.finished_at, d.created_at) as at from webhook_deliveries d
      where ${sql.workspace('d')} and d.webhook_id = w.id order by d.created_at desc, d.id desc limit 1) last on true
    where ${sql.workspace('w')}${one} order by w.created_at, w.id${lock ? ' for no key update of w' : ''}`,
  );
}

export function listWebhooks(db: Db, scope: Scope): Promise<WebhookRow[]> {
  return findRows(db, scope, null);
}

export async function findWebhook(db: Db, scope: Scope, id: string, lock = false): Promise<WebhookRow | undefined> {
  return (await findRows(db, scope, id, lock))[0];
}

/** Lets nobody else add one meanwhile, and answers how many there are. */
export async function countWebhooks(tx: Tx, scope: Scope): Promise<number> {
  const sql = scopedSql(scope);
  await sql.run(tx, `select pg_advisory_xact_lock(hashtextextended('webhooks' || ${sql.workspaceId}::text, 0))`);
  const all = await tx.selectFrom('webhooks').select('id').where('workspaceId', '=', scope.workspaceId).execute();
  return all.length;
}

interface WebhookInsert {
  id: string;
  url: string;
  description: string | null;
  eventKinds: string[] | null;
  actsFor: string;
  /** Sealed, as everywhere in this table. */
  secret: string;
}

export async function insertWebhook(tx: Tx, scope: Scope, webhook: WebhookInsert): Promise<void> {
  await tx
    .insertInto('webhooks')
    .values({ ...webhook, workspaceId: scope.workspaceId })
    .execute();
}

export interface WebhookUpdate {
  url?: string;
  description?: string | null;
  eventKinds?: string[] | null;
  isActive?: boolean;
  disabledReason?: null;
  disabledAt?: null;
  failures?: number;
  failingSince?: null;
  resumesAt?: null;
  actsFor?: string;
  version?: number;
  updatedAt?: string;
}

export async function updateWebhook(tx: Tx, scope: Scope, id: string, changes: WebhookUpdate): Promise<void> {
  await tx.updateTable('webhooks').set(changes).where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

export async function deleteWebhook(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('webhooks').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Puts a new, sealed secret in the place of the old one, which signs beside it until then. */
export async function replaceSecret(tx: Tx, scope: Scope, id: string, secret: string, graceHours: number): Promise<void> {
  const sql = scopedSql(scope);
  const previous =
    graceHours === 0
      ? 'previous_secret = null, previous_ends_at = null'
      : `previous_secret = secret, previous_ends_at = now() + ${sql.param(graceHours)}::int * interval '1 hour'`;
  await sql.run(
    tx,
    `update webhooks w set secret = ${sql.param(secret)}, ${previous}, version = version + 1, updated_at = now()
    where ${sql.workspace('w')} and w.id = ${sql.param(id)}::uuid`,
  );
}

/** Whether a webhook is switched on, and follows one of these kinds if any are given. */
export async function isFollowed(db: Db, scope: Scope, kinds: readonly string[] | null): Promise<boolean> {
  const sql = scopedSql(scope);
  const follows = kinds === null ? '' : ` and (w.event_kinds is null or w.event_kinds && ${sql.param(kinds)}::text[])`;
  const row = await sql.first<{ one: number }>(
    db,
    `select 1 as one from webhooks w where ${sql.workspace('w')} and w.is_active${follows} limit 1`,
  );
  return row !== undefined;
}

export interface Follower {
  id: string;
  actsFor: string;
  eventKinds: string[] | null;
}

export async function listFollowers(db: Db, scope: Scope): Promise<Follower[]> {
  return db
    .selectFrom('webhooks')
    .select(['id', 'actsFor', 'eventKinds'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('isActive', '=', true)
    .orderBy('id')
    .execute();
}

export interface Receiver {
  id: string;
  url: string;
  isActive: boolean;
  actsFor: string;
  /** Sealed secrets that sign at this moment, the present one first. */
  secrets: string[];
  failures: number;
  failingSince: string | null;
  resumesAt: string | null;
}

/** What sending needs of a webhook: the one read of its secrets. */
export async function findReceiver(db: Db, scope: Scope, id: string): Promise<Receiver | undefined> {
  const sql = scopedSql(scope);
  return sql.first<Receiver>(
    db,
    `select w.id, w.url, w.is_active, w.acts_for, w.failures, w.failing_since, w.resumes_at,
      case when w.previous_ends_at > now() then array[w.secret, w.previous_secret] else array[w.secret] end as secrets
    from webhooks w where ${sql.workspace('w')} and w.id = ${sql.param(id)}::uuid`,
  );
}

/** Notes that something got through; writes only where there was trouble before. */
export async function noteSuccess(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ failures: 0, failingSince: null, resumesAt: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('failures', '>', 0)
    .execute();
}

export async function noteFailure(
  tx: Tx,
  scope: Scope,
  id: string,
  failure: { failures: number; failingSince: string; resumesAt: string },
): Promise<void> {
  await tx.updateTable('webhooks').set(failure).where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Switches a webhook off; false when it was off already. */
export async function disableWebhook(tx: Tx, scope: Scope, id: string, reason: DisabledReason): Promise<boolean> {
  const done = await tx
    .updateTable('webhooks')
    .set((eb) => ({
      isActive: false,
      disabledReason: reason,
      disabledAt: new Date().toISOString(),
      version: eb('version', '+', 1),
    }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('isActive', '=', true)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
