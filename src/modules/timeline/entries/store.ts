import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import { actorSql } from '../../records/actors/rules.ts';
import type { InstantMark } from '../../records/paging/rules.ts';
import { shownIdsSql } from '../visibility/rules.ts';

export interface EntryRow {
  id: string;
  type: 'activity' | 'event';
  kind: string;
  at: string;
  /** The moment as exactly as the database has it, for the mark of a page. */
  mark: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  data: Record<string, unknown>;
}

export interface EntryQuery {
  record: { id: string; kind: string };
  limit: number;
  after: InstantMark | null;
  only: 'activities' | 'events' | null;
  open: boolean | null;
  kinds: readonly string[] | null;
}

/** One page of activities and events of a record, newest first. */
export async function findEntries(db: Db, scope: Scope, query: EntryQuery): Promise<EntryRow[]> {
  const sql = scopedSql(scope);
  const actor = actorSql(sql, 'm');
  const parts = [
    query.only === 'events' ? null : activitiesSql(sql, query),
    query.only === 'activities' ? null : eventsSql(sql, query),
  ];
  const union = parts.flatMap((part) => (part === null ? [] : [`(${part})`])).join(' union all ');
  return sql.rows<EntryRow>(
    db,
    `select m.id, m.type, m.kind, m.at, m.at::text as mark, m.actor_kind, m.actor_id, ${actor.name} as actor_name, m.data
    from (select * from (${union}) both_parts order by at desc, id desc limit ${sql.param(query.limit)}) m ${actor.joins}
    order by m.at desc, m.id desc`,
  );
}

/**
 * Of each record that shows here its newest activities, which its index has in order; then the newest of all of them, each once
 * however many of these records it is about.
 */
function activitiesSql(sql: ScopedSql, { record, limit, after, open, kinds }: EntryQuery): string {
  const conditions = [`${sql.workspace('l')} and l.record_id = s.id and ${sql.workspace('a')} and a.deleted_at is null`];
  if (open !== null) conditions.push(`a.done_at is ${open ? '' : 'not '}null`);
  if (kinds) conditions.push(`a.kind = any(${sql.param(kinds)}::text[])`);
  if (after) conditions.push(afterSql(sql, 'l.stands_at', 'l.activity_id', after));
  const newest = `select l.activity_id as id, l.stands_at as at, a.kind, a.created_by from activity_links l join activities a on a.id = l.activity_id
    where ${conditions.join(' and ')} order by l.stands_at desc, l.activity_id desc limit ${sql.param(limit)}`;
  return `select distinct on (n.at, n.id) n.id, 'activity' as type, n.kind, n.at, 'user' as actor_kind, n.created_by as actor_id,
      null::jsonb as data
    from (${shownIdsSql(sql, record)}) s cross join lateral (${newest}) n order by n.at desc, n.id desc limit ${sql.param(limit)}`;
}

function eventsSql(sql: ScopedSql, { record, limit, after, open, kinds }: EntryQuery): string {
  const conditions = [`${sql.workspace('e')} and e.subject_id = ${sql.param(record.id)}::uuid`];
  // What is still to do, or named by a kind of activity, is never an event.
  if (open === true || kinds) conditions.push('false');
  if (after) conditions.push(afterSql(sql, 'e.happened_at', 'e.id', after));
  return `select e.id, 'event' as type, e.kind, e.happened_at as at, e.actor_kind, e.actor_id, e.data
    from events e where ${conditions.join(' and ')} order by 4 desc, 1 desc limit ${sql.param(limit)}`;
}

function afterSql(sql: ScopedSql, at: string, id: string, after: InstantMark): string {
  return `(${at}, ${id}) < (${sql.param(after.at)}::timestamptz, ${sql.param(after.id)}::uuid)`;
}

/** Names of the people and teams among the ids, by which a change of owner is told; everybody sees both. */
export async function findWhoNames(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  const sql = scopedSql(scope);
  const wanted = `any(${sql.param(ids)}::uuid[])`;
  return sql.rows<{ id: string; name: string }>(
    db,
    `select u.id, u.name from users u where ${sql.workspace('u')} and u.id = ${wanted}
    union all select t.id, t.name from teams t where ${sql.workspace('t')} and t.id = ${wanted}`,
  );
}
