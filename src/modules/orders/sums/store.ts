import type { Db } from '../../../platform/db.ts';
import { figuresPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql, sumSql } from '../../../platform/scope-sql.ts';
import type { OrderTotal } from './contract.ts';

export async function sumOrders(db: Db, scope: Scope, accountId: string): Promise<Omit<OrderTotal, 'currency'>> {
  const sql = scopedSql(scope);
  const found = await sql.first<Omit<OrderTotal, 'currency'>>(
    db,
    `select count(*)::int as count, ${sumSql('t.base_total_minor')} as total_minor, min(t.ordered_on) as first_on, max(t.ordered_on) as last_on
    from orders t where ${sql.workspace('t')} and t.account_id = ${sql.param(accountId)}::uuid and t.deleted_at is null and t.state <> 'cancelled'
      and ${figuresPredicate(sql, 'order', 't')}`,
  );
  return found ?? { count: 0, totalMinor: 0, firstOn: null, lastOn: null };
}
