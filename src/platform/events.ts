import { uuidv7 } from 'uuidv7';
import { sql } from 'kysely';
import { enqueue } from './jobs.ts';
import type { Scope } from './scope.ts';
import type { Tx } from './tx.ts';

export interface NewEvent {
  /** `<object>.<what happened>`, for example `deal.moved`. */
  kind: string;
  subjectKind: string;
  subjectId: string;
  /** When it happened in the business, when that is not now. */
  happenedAt?: string | null;
  data?: object;
}

/** A listener that follows events of some kinds: each gets its own job, one per batch, at least once. */
export interface EventListener {
  kinds: readonly string[] | 'all';
  job: string;
  /** Asked before a job is written, where there is mostly nothing to do. */
  isWanted?: (tx: Tx, scope: Scope, kinds: readonly string[]) => Promise<boolean>;
}

let listeners: readonly EventListener[] = [];

/** Sets who follows which events; called once when the program is composed from `modules.ts`. */
export function registerListeners(all: readonly EventListener[]): void {
  listeners = all;
}

/**
 * Appends events in the transaction of the change. They feed timeline, audit, live updates, automation and process
 * mining. Listeners get a job with the ids of the batch; browsers of the workspace are told which kinds changed. Answers
 * the ids in order.
 */
export async function appendEvents(tx: Tx, scope: Scope, events: readonly NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = events.map((event) => ({
    id: uuidv7(),
    kind: event.kind,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    happened_at: event.happenedAt ?? null,
    data: event.data ?? {},
  }));
  await sql`insert into events (workspace_id, id, kind, actor_kind, actor_id, happened_at, subject_kind, subject_id, data)
    select ${scope.workspaceId}::uuid, id, kind, ${scope.actor.kind}, ${scope.actor.id}::uuid, coalesce(happened_at, now()), subject_kind, subject_id, data
    from json_to_recordset(${JSON.stringify(rows)}::json) as e(id uuid, kind text, happened_at timestamptz, subject_kind text, subject_id uuid, data jsonb)`.execute(
    tx,
  );
  await notifyBrowsers(tx, scope, events);
  for (const listener of listeners) await tellListener(tx, scope, listener, rows);
  return rows.map(({ id }) => id);
}

async function tellListener(
  tx: Tx,
  scope: Scope,
  { kinds, job, isWanted }: EventListener,
  rows: readonly { id: string; kind: string }[],
): Promise<void> {
  const followed = rows.filter((row) => kinds === 'all' || kinds.includes(row.kind));
  if (followed.length === 0) return;
  if (isWanted && !(await isWanted(tx, scope, [...new Set(followed.map(({ kind }) => kind))]))) return;
  await enqueue(tx, job, { workspaceId: scope.workspaceId, eventIds: followed.map(({ id }) => id) });
}

/** Takes away what is known of subjects that never were: those of a sample. What is real is never forgotten. */
export async function forgetEvents(tx: Tx, scope: Scope, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  await sql`delete from events where workspace_id = ${scope.workspaceId}::uuid and subject_id = any(${[...subjectIds]}::uuid[])`.execute(
    tx,
  );
}

/** Says of what was appended in this transaction about some subjects that it happened at another time: a sample is told as of the past. */
export async function dateEvents(tx: Tx, scope: Scope, subjectIds: readonly string[], at: string): Promise<void> {
  await sql`update events set happened_at = ${at}::timestamptz where workspace_id = ${scope.workspaceId}::uuid
    and subject_id = any(${[...subjectIds]}::uuid[]) and happened_at > now() - interval '5 minutes'`.execute(tx);
}

/** Channel of PostgreSQL notifications that the live updates listen to. */
export const liveChannel = 'chengdan_live';

/** Tells the workspace's browsers that these changed, so that they read again: for what is saved while somebody types and makes no event. */
export async function notifyBrowsers(
  tx: Tx,
  scope: Scope,
  events: readonly Pick<NewEvent, 'subjectKind' | 'subjectId'>[],
): Promise<void> {
  const kinds = [...new Set(events.map((event) => event.subjectKind))];
  const ids = events.length <= 20 ? [...new Set(events.map((event) => event.subjectId))] : [];
  await sql`select pg_notify(${liveChannel}, ${JSON.stringify({ workspaceId: scope.workspaceId, kinds, ids })})`.execute(tx);
}
