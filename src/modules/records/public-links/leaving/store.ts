import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { scopedSql } from '../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../platform/tx.ts';

const isOpen = 'l.revoked_at is null and l.expires_at > now()';

/** Links that somebody made and that neither expired nor were revoked, in the order of their ids, after one of them. */
export async function findOpenLinks(
  tx: Tx,
  scope: Scope,
  makerId: string,
  after: string | null,
  limit: number,
): Promise<{ id: string; recordId: string }[]> {
  const sql = scopedSql(scope);
  const next = after === null ? '' : ` and l.id > ${sql.param(after)}::uuid`;
  return sql.rows(
    tx,
    `select l.id, l.record_id from public_links l where ${sql.workspace('l')} and l.created_by = ${sql.param(makerId)}::uuid and ${isOpen}${next}
    order by l.id limit ${sql.param(limit)} for no key update`,
  );
}

/** How many of them there are. */
export async function countOpenLinks(db: Db, scope: Scope, makerId: string): Promise<number> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ count: number }>(
    db,
    `select count(*)::int as count from public_links l where ${sql.workspace('l')} and l.created_by = ${sql.param(makerId)}::uuid and ${isOpen}`,
  );
  return row?.count ?? 0;
}

/** Makes somebody else the maker of links that the caller has locked. */
export async function setMaker(tx: Tx, scope: Scope, ids: readonly string[], makerId: string): Promise<void> {
  const links = tx.updateTable('publicLinks').set({ createdBy: makerId }).where('workspaceId', '=', scope.workspaceId);
  await links.where('id', 'in', [...ids]).execute();
}
