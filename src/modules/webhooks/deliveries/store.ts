import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Attempt, DeliveryQuery, DeliveryState } from './contract.ts';
import type { EventFacts } from './rules.ts';

const eventColumns = 'e.id, e.kind, e.actor_kind, e.actor_id, e.recorded_at, e.happened_at, e.subject_kind, e.subject_id, e.data';

/** Events by id, in the order in which they were recorded. */
export async function findEvents(db: Db, scope: Scope, ids: readonly string[]): Promise<EventFacts[]> {
  const sql = scopedSql(scope);
  return sql.rows<EventFacts>(
    db,
    `select ${eventColumns} from events e where ${sql.workspace('e')} and e.id = any(${sql.param(ids)}::uuid[]) order by e.id`,
  );
}

/** Queues events for a webhook, each once however often the job runs; before all others where somebody asked. Answers the ids of those that are new. */
export async function insertDeliveries(
  tx: Tx,
  scope: Scope,
  webhookId: string,
  events: readonly { id: string; kind: string }[],
  isAsked = false,
): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = events.map(({ id, kind }) => ({ id: uuidv7(), event_id: id, event_kind: kind }));
  const made = await sql.rows<{ id: string }>(
    tx,
    `insert into webhook_deliveries (workspace_id, id, webhook_id, event_id, event_kind, next_at, asked_at)
    select ${sql.workspaceId}, r.id, ${sql.param(webhookId)}::uuid, r.event_id, r.event_kind, now(), ${isAsked ? 'now()' : 'null'}
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as r(id uuid, event_id uuid, event_kind text)
    on conflict (workspace_id, event_id, webhook_id) do nothing returning id`,
  );
  return made.map(({ id }) => id);
}

export interface DeliveryRow {
  id: string;
  webhookId: string;
  eventId: string;
  eventKind: string;
  state: DeliveryState;
  tries: number;
  nextAt: string | null;
  attempts: Attempt[];
  createdAt: string;
  finishedAt: string | null;
}

const columns =
  'd.id, d.webhook_id, d.event_id, d.event_kind, d.state, d.tries, d.next_at, d.attempts, d.created_at, d.finished_at';

/** The delivery that somebody asked for and that was not tried since; of several, the one asked for first. */
export async function findAsked(db: Db, scope: Scope, webhookId: string): Promise<DeliveryRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<DeliveryRow>(
    db,
    `select ${columns} from webhook_deliveries d where ${sql.workspace('d')} and d.webhook_id = ${sql.param(webhookId)}::uuid
      and d.asked_at is not null order by d.asked_at, d.id limit 1`,
  );
}

/** The delivery whose turn it is, if one is due. */
export async function findDue(db: Db, scope: Scope, webhookId: string): Promise<DeliveryRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<DeliveryRow>(
    db,
    `select ${columns} from webhook_deliveries d where ${sql.workspace('d')} and d.webhook_id = ${sql.param(webhookId)}::uuid
      and d.state = 'waiting' and d.next_at <= now() order by d.next_at, d.id limit 1`,
  );
}

/** When the next waiting delivery of a webhook is due; undefined when none waits. */
export async function findNextAt(db: Db, scope: Scope, webhookId: string): Promise<string | undefined> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ nextAt: string }>(
    db,
    `select d.next_at from webhook_deliveries d where ${sql.workspace('d')} and d.webhook_id = ${sql.param(webhookId)}::uuid
      and d.state = 'waiting' order by d.next_at, d.id limit 1`,
  );
  return row?.nextAt;
}

export interface DeliveryResult {
  state: DeliveryState;
  tries: number;
  nextAt: string | null;
  attempts: readonly Attempt[];
}

/** Writes how an attempt ended; who asked for one has had it. */
export async function updateDelivery(tx: Tx, scope: Scope, id: string, result: DeliveryResult): Promise<void> {
  await tx
    .updateTable('webhookDeliveries')
    .set({
      ...result,
      attempts: JSON.stringify(result.attempts),
      askedAt: null,
      finishedAt: result.state === 'waiting' ? null : new Date().toISOString(),
    })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Lets a delivery be sent once more, before all others and with a full schedule of attempts before it. */
export async function askAgain(tx: Tx, scope: Scope, id: string): Promise<void> {
  const now = new Date().toISOString();
  await tx
    .updateTable('webhookDeliveries')
    .set({ state: 'waiting', tries: 0, nextAt: now, askedAt: now, finishedAt: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Gives up what waits for a webhook that is switched off. */
export async function failWaiting(tx: Tx, scope: Scope, webhookId: string): Promise<void> {
  await tx
    .updateTable('webhookDeliveries')
    .set({ state: 'failed', nextAt: null, askedAt: null, finishedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('webhookId', '=', webhookId)
    .where('state', '=', 'waiting')
    .execute();
}

export async function findDelivery(db: Db, scope: Scope, id: string, lock = false): Promise<DeliveryRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<DeliveryRow>(
    db,
    `select ${columns} from webhook_deliveries d where ${sql.workspace('d')} and d.id = ${sql.param(id)}::uuid${lock ? ' for no key update' : ''}`,
  );
}

/** One page of a webhook's log, newest first. `after` is the last row of the page before. */
export async function listDeliveries(
  db: Db,
  scope: Scope,
  webhookId: string,
  query: DeliveryQuery,
  after: { at: string; id: string } | null,
): Promise<(DeliveryRow & { mark: string })[]> {
  const sql = scopedSql(scope);
  const parts = [`${sql.workspace('d')} and d.webhook_id = ${sql.param(webhookId)}::uuid`];
  if (query.state !== undefined) parts.push(`d.state = ${sql.param(query.state)}`);
  if (query.eventKind !== undefined) parts.push(`d.event_kind = ${sql.param(query.eventKind)}`);
  if (after) parts.push(`(d.created_at, d.id) < (${sql.param(after.at)}::timestamptz, ${sql.param(after.id)}::uuid)`);
  return sql.rows<DeliveryRow & { mark: string }>(
    db,
    `select ${columns}, d.created_at::text as mark from webhook_deliveries d where ${parts.join(' and ')}
    order by d.created_at desc, d.id desc limit ${sql.param(query.limit + 1)}`,
  );
}

/** Deletes up to `limit` deliveries of a webhook that are older than the log reaches. Answers how many. */
export async function deleteOld(db: Db, scope: Scope, webhookId: string, days: number, limit: number): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    db,
    `delete from webhook_deliveries d where ${sql.workspace('d')} and d.id in (select o.id from webhook_deliveries o
      where ${sql.workspace('o')} and o.webhook_id = ${sql.param(webhookId)}::uuid and o.created_at < now() - ${sql.param(days)}::int * interval '1 day'
      order by o.created_at, o.id limit ${sql.param(limit)})`,
  );
  return Number(done.numAffectedRows ?? 0);
}
