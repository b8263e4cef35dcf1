import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface AcceptedRow {
  id: string;
  dealId: string | null;
  baseTotalMinor: number | null;
}

/** No customer has more accepted quotes open than this. */
const most = 5000;

/** Accepted quotes of an account. */
export async function findAccepted(db: Db, scope: Scope, accountId: string): Promise<AcceptedRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<AcceptedRow>(
    db,
    `select q.id, q.deal_id, q.base_total_minor from quotes q
    where ${sql.workspace('q')} and q.account_id = ${sql.param(accountId)}::uuid and q.state = 'accepted' and q.deleted_at is null
    order by q.id desc limit ${most}`,
  );
}
