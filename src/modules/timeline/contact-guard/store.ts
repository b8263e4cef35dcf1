import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import { allEntities } from '../../records/entities/rules.ts';

/** Per record, the records on whose timeline its activities show too, as their entities declare it. */
export async function findAlsoAbout(db: Db, scope: Scope, ids: readonly string[]): Promise<Map<string, string[]>> {
  const kinds = scopedSql(scope);
  const heads = await kinds.rows<{ id: string; kind: string }>(
    db,
    `select r.id, r.kind from records r where ${kinds.workspace('r')} and r.id = any(${kinds.param(ids)}::uuid[])`,
  );
  const found = new Map<string, string[]>();
  for (const entity of allEntities()) {
    const columns = entity.columns
      .filter(({ key }) => entity.alsoAbout?.includes(key))
      .map(({ column }) => `t.${identifier(column)}`);
    const own = heads.flatMap(({ id, kind }) => (kind === entity.object ? [id] : []));
    if (columns.length === 0 || own.length === 0) continue;
    const sql = scopedSql(scope);
    const rows = await sql.rows<{ id: string; also: string[] }>(
      db,
      `select t.id, array_remove(array[${columns.join(', ')}], null) as also from ${identifier(entity.table)} t
      where ${sql.workspace('t')} and t.id = any(${sql.param(own)}::uuid[])`,
    );
    for (const { id, also } of rows) found.set(id, also);
  }
  return found;
}
