import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { ClosedIn } from './rules.ts';

/** Closed deals of these versions that the scope may see, by the stage they ended in. */
export async function countClosed(db: Db, scope: Scope, versionIds: readonly string[]): Promise<ClosedIn[]> {
  const sql = scopedSql(scope);
  return sql.rows<ClosedIn>(
    db,
    `select t.stage_id, count(*) filter (where t.won_on is not null)::int as won, count(*)::int as closed from deals t
    where ${sql.workspace('t')} and t.process_version_id = any(${sql.param(versionIds)}::uuid[]) and t.deleted_at is null
      and t.closed_on is not null and ${rightsPredicate(sql, 'deal', 'view', 't')} group by t.stage_id`,
  );
}
