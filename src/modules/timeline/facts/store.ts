import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { ActivityKind } from '../contract.ts';

export interface ActivityWanted {
  kinds?: readonly ActivityKind[];
  twoWay?: boolean;
  done?: boolean;
}

/** Per record, the earliest moment of a matching activity; records without one are missing. */
export async function findEarliest(
  db: Db,
  scope: Scope,
  recordIds: readonly string[],
  wanted: ActivityWanted,
): Promise<Map<string, string>> {
  const sql = scopedSql(scope);
  const parts = [
    `${sql.workspace('l')} and ${sql.workspace('a')} and l.record_id = any(${sql.param(recordIds)}::uuid[]) and a.deleted_at is null`,
  ];
  if (wanted.kinds) parts.push(`a.kind = any(${sql.param(wanted.kinds)}::text[])`);
  if (wanted.twoWay !== undefined) parts.push(`a.is_two_way = ${sql.param(wanted.twoWay)}`);
  if (wanted.done !== undefined) parts.push(`a.done_at is ${wanted.done ? 'not ' : ''}null`);
  const rows = await sql.rows<{ recordId: string; at: string }>(
    db,
    `select l.record_id, min(l.stands_at) as at
    from activity_links l join activities a on a.id = l.activity_id where ${parts.join(' and ')} group by l.record_id`,
  );
  return new Map(rows.map(({ recordId, at }) => [recordId, at]));
}

/** Puts everything that is about one record onto others too. */
export async function copyLinks(db: Db, scope: Scope, fromId: string, toIds: readonly string[]): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into activity_links (workspace_id, activity_id, record_id, stands_at)
    select l.workspace_id, l.activity_id, t.id, l.stands_at from activity_links l cross join unnest(${sql.param(toIds)}::uuid[]) as t(id)
    where ${sql.workspace('l')} and l.record_id = ${sql.param(fromId)}::uuid on conflict do nothing`,
  );
}
