import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';

/** Dates what was written of a quote in this transaction as of another time. */
export async function dateRevisions(tx: Tx, scope: Scope, quoteId: string, at: string): Promise<void> {
  const sql = scopedSql(scope);
  const when = `${sql.param(at)}::timestamptz`;
  const moved = (column: string): string =>
    `${column} = case when ${column} > now() - interval '5 minutes' then ${when} else ${column} end`;
  await sql.run(
    tx,
    `with said as (update quote_revisions r set ${['created_at', 'updated_at', 'viewed_at', 'decided_at'].map(moved).join(', ')},
        chased_at = case when r.sent_at is null then null else coalesce(r.chased_at, ${when}) end
      where ${sql.workspace('r')} and r.quote_id = ${sql.param(quoteId)}::uuid returning r.id)
    update quotes q set ${['created_at', 'updated_at'].map(moved).join(', ')}
    where ${sql.workspace('q')} and q.id = ${sql.param(quoteId)}::uuid`,
  );
}
