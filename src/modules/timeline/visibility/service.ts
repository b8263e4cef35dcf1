import type { Db } from '../../../platform/db.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { visibleSql } from './rules.ts';

/** Those of the ids that are activities the scope may see, whether they lie in the bin or not. */
export async function findVisibleActivities(db: Db, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0 || !can(scope, 'activity', 'view')) return new Set();
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select a.id from activities a where ${sql.workspace('a')} and a.id = any(${sql.param(ids)}::uuid[]) and ${visibleSql(sql)}`,
  );
  return new Set(rows.map(({ id }) => id));
}
