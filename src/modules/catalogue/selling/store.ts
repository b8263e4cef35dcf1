import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** Those of the products that the scope may see and that are not in the bin, and whether each is sold. */
export async function findSold(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string; isActive: boolean }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select p.id, p.is_active from products p where ${sql.workspace('p')} and p.id = any(${sql.param(ids)}::uuid[])
      and p.deleted_at is null and ${rightsPredicate(sql, 'product', 'view', 'p')}`,
  );
}
