import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** The quotes of a deal that stand as their customer accepted them on the page, the latest first; those in the bin left out. */
export async function findAcceptedOnPage(db: Db, scope: Scope, dealId: string): Promise<{ id: string; revision: number }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select q.id, r.number as revision from quotes q
    join quote_revisions r on ${sql.workspace('r')} and r.quote_id = q.id and r.number = q.revision
    join quote_decisions d on ${sql.workspace('d')} and d.revision_id = r.id and d.outcome = 'accepted'
    where ${sql.workspace('q')} and q.deal_id = ${sql.param(dealId)}::uuid and q.deleted_at is null
      and q.state = 'accepted' and r.state = 'accepted' and d.signature is not null
    order by d.decided_at desc, q.id limit 20`,
  );
}
