import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { AnswerCount } from '../../library/rules.ts';

/** The deals that events are about. */
export async function findDealsOf(db: Db, scope: Scope, eventIds: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select distinct e.subject_id as id from events e
    where ${sql.workspace('e')} and e.id = any(${sql.param(eventIds)}::uuid[]) and e.subject_kind = 'deal'`,
  );
  return rows.map(({ id }) => id);
}

/** Entries of the library that were answered with on the deals. */
export async function findUsed(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select distinct p.material_id as id from deal_objection_replies p
    join deal_objections o on ${sql.workspace('o')} and o.id = p.objection_id and o.deal_id = any(${sql.param(dealIds)}::uuid[])
    where ${sql.workspace('p')} and p.material_id is not null`,
  );
  return rows.map(({ id }) => id);
}

/**
 * How often entries were used and how that ended: objections that are closed count once, deals that are over count once.
 * What was taken off counts for nothing.
 */
export async function countUse(db: Db, scope: Scope, entryIds: readonly string[]): Promise<AnswerCount[]> {
  const sql = scopedSql(scope);
  return sql.rows<AnswerCount>(
    db,
    `select w.id, count(p.id)::int as used,
      count(distinct o.id) filter (where o.closed_as is not null)::int as closed,
      count(distinct o.id) filter (where o.closed_as = 'solved')::int as solved,
      count(distinct t.id) filter (where t.won_on is not null)::int as won,
      count(distinct t.id) filter (where t.status = 'lost')::int as lost
    from unnest(${sql.param(entryIds)}::uuid[]) as w(id)
      left join (deal_objection_replies p
        join deal_objections o on ${sql.workspace('o')} and o.id = p.objection_id and o.deleted_at is null
        join deals t on ${sql.workspace('t')} and t.id = o.deal_id and t.deleted_at is null)
      on ${sql.workspace('p')} and p.material_id = w.id
    group by w.id`,
  );
}
