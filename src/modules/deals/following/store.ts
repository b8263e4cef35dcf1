import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** What an event says of an activity: which deals it is about, and when it was done. */
export interface Happening {
  dealId: string;
  kind: string;
  activityId: string;
  happenedAt: string;
}

/** Happenings on deals among these events of activities. */
export async function findHappenings(db: Db, scope: Scope, eventIds: readonly string[]): Promise<Happening[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select d.id as deal_id, e.kind, e.subject_id as activity_id, e.happened_at from events e
    cross join lateral (select (e.data->>'recordId')::uuid as id union select value::uuid from jsonb_array_elements_text(coalesce(e.data->'linkIds', '[]'))) about
    join deals d on ${sql.workspace('d')} and d.id = about.id
    where ${sql.workspace('e')} and e.id = any(${sql.param(eventIds)}::uuid[]) and e.subject_kind = 'activity'`,
  );
}

/** Moves the last activity of deals forward, never back. */
export async function touchDeals(db: Db, scope: Scope, touched: readonly { dealId: string; at: string }[]): Promise<void> {
  if (touched.length === 0) return;
  const sql = scopedSql(scope);
  const rows = touched.map(({ dealId, at }) => ({ id: dealId, at }));
  await sql.run(
    db,
    `update deals d set last_activity_at = n.at from (
      select id, max(at) as at from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as x(id uuid, at timestamptz) group by id) n
    where ${sql.workspace('d')} and d.id = n.id and (d.last_activity_at is null or d.last_activity_at < n.at)`,
  );
}

/** Writes on which day deals had their first contact. Those of the past have had it when they were opened, or earlier. */
export async function setFirstContacts(
  db: Db,
  scope: Scope,
  firsts: readonly { dealId: string; on: string | null }[],
): Promise<void> {
  if (firsts.length === 0) return;
  const sql = scopedSql(scope);
  const rows = firsts.map(({ dealId, on }) => ({ id: dealId, on_day: on }));
  await sql.run(
    db,
    `update deals d set first_contact_on = n.first_on from (
      select o.id, case when o.is_history then least(o.opened_on, x.on_day) else x.on_day end as first_on
      from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as x(id uuid, on_day date) join deals o on ${sql.workspace('o')} and o.id = x.id) n
    where ${sql.workspace('d')} and d.id = n.id and d.first_contact_on is distinct from n.first_on`,
  );
}

/** The next step that each of the deals shows. */
export async function findShownSteps(
  db: Db,
  scope: Scope,
  dealIds: readonly string[],
): Promise<{ id: string; nextStepId: string | null }[]> {
  if (dealIds.length === 0) return [];
  return db
    .selectFrom('deals')
    .select(['id', 'nextStepId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', [...dealIds])
    .where('status', 'in', ['open', 'won'])
    .execute();
}
