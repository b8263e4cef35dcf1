import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** Quotes of deals that are written or with the customer. */
export async function findOpen(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select q.id from quotes q where ${sql.workspace('q')} and q.deal_id = any(${sql.param(dealIds)}::uuid[])
      and q.state in ('draft', 'inApproval', 'sent', 'viewed') and q.deleted_at is null order by q.id`,
  );
  return rows.map(({ id }) => id);
}
