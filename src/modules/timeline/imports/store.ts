import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** Deletes the activities that an import made and nobody has changed since. */
export async function deleteImported(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const result = await sql.run(
    db,
    `delete from activities a where ${sql.workspace('a')} and a.import_id = ${sql.param(importId)} and a.version = 1`,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** Activities that an import made, and those that stand on its records. */
export async function findOf(db: Db, scope: Scope, importId: string, recordIds: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select a.id from activities a where ${sql.workspace('a')} and a.import_id = ${sql.param(importId)}::uuid
    union select a.id from activities a where ${sql.workspace('a')} and a.record_id = any(${sql.param(recordIds)}::uuid[])`,
  );
  return rows.map(({ id }) => id);
}

export async function deleteEvery(db: Db, scope: Scope, importId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(db, `delete from activities a where ${sql.workspace('a')} and a.import_id = ${sql.param(importId)}::uuid`);
}
