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
