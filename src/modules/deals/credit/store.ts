import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface OwedRow {
  count: number;
  unpriced: number;
  minor: number;
}

/** Deals of an account that are won and not completed, added up in the workspace's currency. */
export async function findOwed(db: Db, scope: Scope, accountId: string, exceptDealId: string | null): Promise<OwedRow> {
  const sql = scopedSql(scope);
  const except = exceptDealId === null ? '' : `and d.id <> ${sql.param(exceptDealId)}::uuid`;
  const row = await sql.first<OwedRow>(
    db,
    `select count(*)::int as count, count(*) filter (where d.base_amount_minor is null)::int as unpriced,
      coalesce(sum(d.base_amount_minor), 0)::bigint as minor
    from deals d
    where ${sql.workspace('d')} and d.account_id = ${sql.param(accountId)}::uuid and d.status = 'won' and d.deleted_at is null ${except}`,
  );
  return row ?? { count: 0, unpriced: 0, minor: 0 };
}
