import { type Db, prepared } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import type { Entity, Row } from '../entities/rules.ts';
import { selectNamed } from './rules.ts';

export interface RowOptions {
  action?: string;
  deleted?: boolean;
  lock?: boolean;
  isOwnWrite?: boolean;
}

/**
 * Rows by id that the right reaches, in the order of the ids. Deleted ones only when asked for. `isOwnWrite` reads back what
 * the same transaction was permitted to write.
 */
export async function findRows(
  db: Db,
  scope: Scope,
  entity: Entity,
  ids: readonly string[],
  options: RowOptions = {},
): Promise<Row[]> {
  const sql = scopedSql(scope);
  const rights = options.isOwnWrite ? 'true' : rightsPredicate(sql, entity.object, options.action ?? 'view', 't');
  const bin = options.deleted ? '' : ' and t.deleted_at is null';
  // One id is most of what is asked for, and a plan for "any of these" would expect ten.
  const which = ids.length === 1 ? `t.id = ${sql.param(ids[0])}` : `t.id = any(${sql.param(ids)}::uuid[])`;
  const where = `${sql.workspace('t')} and ${which} and ${rights}${bin}`;
  const inner = `(select t.* from ${identifier(entity.table)} t where ${where}${options.lock ? ' order by t.id for no key update' : ''})`;
  const text = selectNamed(sql, entity, inner, null);
  // Planning the joins takes longer than reading a few rows; a large batch is better planned for its size.
  const rows = await sql.rows<Row>(db, ids.length <= 10 ? prepared + text : text);
  const byId = new Map(rows.map((row) => [row['id'], row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [row] : [];
  });
}
