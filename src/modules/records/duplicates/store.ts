import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import type { Column, Entity } from '../entities/rules.ts';

/** Who has a value that is one record's alone. */
export interface Holder {
  value: string;
  id: string;
}

/** Living records that have one of these values in a column, whoever may see them: a value is taken or it is not. */
export async function findHolders(
  db: Db,
  scope: Scope,
  { table }: Entity,
  { column }: Column,
  values: readonly string[],
): Promise<Holder[]> {
  const sql = scopedSql(scope);
  return sql.rows<Holder>(
    db,
    `select t.${identifier(column)} as value, t.id from ${identifier(table)} t
    where ${sql.workspace('t')} and t.deleted_at is null and t.${identifier(column)} = any(${sql.param(values)}::text[])`,
  );
}
