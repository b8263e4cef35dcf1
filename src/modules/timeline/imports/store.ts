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

/** Of some records those with an activity that did not come into being with them (as a stage's tasks do), or has been changed. */
export async function findWrittenOn(db: Db, scope: Scope, ids: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select r.id from records r where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[]) and exists (
      select from activity_links l join activities a on ${sql.workspace('a')} and a.id = l.activity_id
      where ${sql.workspace('l')} and l.record_id = r.id and (a.version > 1 or a.created_at > r.created_at::timestamptz(3)))`,
  );
  return rows.map(({ id }) => id);
}
