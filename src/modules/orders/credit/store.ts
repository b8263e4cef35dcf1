import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface OwedOrder {
  dealId: string | null;
  quoteId: string | null;
  state: string;
  baseTotalMinor: number;
}

/** No customer has more orders under way than this. */
const most = 5000;

/** Orders of an account that are open, and those of some deals and quotes however they stand. */
export async function findOwed(
  db: Db,
  scope: Scope,
  accountId: string,
  { dealIds, quoteIds }: { dealIds: readonly string[]; quoteIds: readonly string[] },
): Promise<OwedOrder[]> {
  const sql = scopedSql(scope);
  return sql.rows<OwedOrder>(
    db,
    `select o.deal_id, o.quote_id, o.state, o.base_total_minor from orders o
    where ${sql.workspace('o')} and o.account_id = ${sql.param(accountId)}::uuid and o.deleted_at is null
      and (o.state = 'open' or o.deal_id = any(${sql.param(dealIds)}::uuid[]) or o.quote_id = any(${sql.param(quoteIds)}::uuid[]))
    order by o.ordered_on desc, o.id desc limit ${most}`,
  );
}
