import type { Db } from '../../../platform/db.ts';
import { figuresPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Waived } from './contract.ts';
import type { ClosedIn } from './rules.ts';

/** Closed deals of these versions that the scope may see, by the stage they ended in. */
export async function countClosed(db: Db, scope: Scope, versionIds: readonly string[]): Promise<ClosedIn[]> {
  const sql = scopedSql(scope);
  return sql.rows<ClosedIn>(
    db,
    `select t.stage_id, count(*) filter (where t.won_on is not null)::int as won, count(*)::int as closed from deals t
    where ${sql.workspace('t')} and t.process_version_id = any(${sql.param(versionIds)}::uuid[]) and t.deleted_at is null
      and t.closed_on is not null and ${figuresPredicate(sql, 'deal', 't')} group by t.stage_id`,
  );
}

/** Criteria that managers let pass on deals that the scope may see, over the last twelve months, the most often first. */
export async function countWaived(db: Db, scope: Scope, versionIds: readonly string[]): Promise<Waived[]> {
  const sql = scopedSql(scope);
  return sql.rows<Waived>(
    db,
    `select w->>'key' as criterion_key, count(*)::int as count from deal_stage_history h
      join deals t on ${sql.workspace('t')} and t.id = h.deal_id cross join lateral jsonb_array_elements(h.waived) w
    where ${sql.workspace('h')} and h.waived <> '[]' and h.happened_at > now() - interval '12 months'
      and t.process_version_id = any(${sql.param(versionIds)}::uuid[]) and t.deleted_at is null and ${figuresPredicate(sql, 'deal', 't')}
    group by 1 order by 2 desc, 1`,
  );
}
