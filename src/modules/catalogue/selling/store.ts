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

export interface SupplyRow {
  id: string;
  leadTimeDays: number | null;
  stock: string | null;
  stockOn: string | null;
  unit: string | null;
}

/** What there is of the products that the scope may see, and how long one takes to come; those of which nothing is known are left out. */
export async function findSupply(db: Db, scope: Scope, ids: readonly string[]): Promise<SupplyRow[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select p.id, p.lead_time_days, p.stock::text as stock, p.stock_on, p.unit from products p
    where ${sql.workspace('p')} and p.id = any(${sql.param(ids)}::uuid[]) and (p.lead_time_days is not null or p.stock is not null)
      and ${rightsPredicate(sql, 'product', 'view', 'p')}`,
  );
}
