import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** Those of the subjects whose newest request was approved. */
export async function findApproved(db: Db, scope: Scope, subject: string, subjectIds: readonly string[]): Promise<string[]> {
  if (subjectIds.length === 0) return [];
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ subjectId: string; state: string }>(
    db,
    `select distinct on (r.subject_id) r.subject_id as "subjectId", r.state from approvals r
    where ${sql.workspace('r')} and r.subject = ${sql.param(subject)} and r.subject_id = any(${sql.param(subjectIds)}::uuid[])
    order by r.subject_id, r.created_at desc, r.id desc`,
  );
  return rows.flatMap(({ subjectId, state }) => (state === 'approved' ? [subjectId] : []));
}
