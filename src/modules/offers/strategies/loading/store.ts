import type { Db } from '../../../../platform/db.ts';
import { rightsPredicate } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { scopedSql } from '../../../../platform/scope-sql.ts';

export interface SentPrice {
  productId: string;
  accountId: string | null;
  dealId: string | null;
  currency: string;
  rate: string | null;
  state: string;
  validUntilOn: string | null;
  quantity: string;
  periods: number;
  netMinor: number;
}

/** So many lines are looked at, the newest first. */
const most = 5000;

/** Lines of quotes that are out or over, of some products, as far as the scope sees the quotes; of each quote its newest revision. */
export async function findSentPrices(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
  butQuoteId: string,
): Promise<SentPrice[]> {
  if (productIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<SentPrice>(
    db,
    `select l.product_id, q.account_id, q.deal_id, q.currency, r.rate::text as rate, r.state, r.valid_until_on, l.quantity::text as quantity,
      l.periods, l.net_minor
    from quote_lines l join quote_revisions r on ${sql.workspace('r')} and r.id = l.revision_id
    join quotes q on ${sql.workspace('q')} and q.id = r.quote_id and q.deleted_at is null
    where ${sql.workspace('l')} and l.product_id = any(${sql.param(productIds)}::uuid[]) and l.is_counted and l.quantity > 0 and l.net_minor > 0
      and r.state in ('sent', 'viewed', 'accepted', 'declined', 'expired') and q.id <> ${sql.param(butQuoteId)}::uuid
      and ${rightsPredicate(sql, 'quote', 'view', 'q')}
    order by r.sent_at desc limit ${sql.param(most)}`,
  );
}
