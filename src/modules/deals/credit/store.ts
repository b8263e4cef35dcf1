import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface WonDeal {
  id: string;
  /** In the workspace's currency; null where it has no amount. */
  baseAmountMinor: number | null;
}

/** No customer has more deals under way than this. */
const most = 5000;

/** Deals of an account that are won and not completed. */
export async function findWon(db: Db, scope: Scope, accountId: string): Promise<WonDeal[]> {
  const sql = scopedSql(scope);
  return sql.rows<WonDeal>(
    db,
    `select d.id, d.base_amount_minor from deals d
    where ${sql.workspace('d')} and d.account_id = ${sql.param(accountId)}::uuid and d.status = 'won' and d.deleted_at is null
    order by d.id desc limit ${most}`,
  );
}
