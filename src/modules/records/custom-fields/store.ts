import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import { columnSql } from '../columns/rules.ts';
import type { Column, Entity } from '../entities/rules.ts';
import type { CustomField, CustomFieldChanges, NewCustomField } from './contract.ts';

export async function countFields(db: Db, scope: Scope, object: string): Promise<number> {
  const row = await db
    .selectFrom('customFields')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('object', '=', object)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function insertField(db: Db, scope: Scope, id: string, field: NewCustomField): Promise<boolean> {
  const result = await db
    .insertInto('customFields')
    .values({
      ...field,
      workspaceId: scope.workspaceId,
      id,
      labels: JSON.stringify(field.labels),
      choices: JSON.stringify(field.choices),
    })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'object', 'key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

type StoredChanges = Partial<Omit<CustomFieldChanges, 'version'>> & { archivedAt?: string | null; purgedAt?: string };

export async function updateField(db: Db, scope: Scope, { id, version }: CustomField, changes: StoredChanges): Promise<void> {
  const { labels, choices, ...plain } = changes;
  await db
    .updateTable('customFields')
    .set({
      ...plain,
      ...(labels === undefined ? {} : { labels: JSON.stringify(labels) }),
      ...(choices === undefined ? {} : { choices: JSON.stringify(choices) }),
      version: version + 1,
    })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteField(db: Db, scope: Scope, id: string): Promise<void> {
  await db.deleteFrom('customFields').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** How many records have each of these values, in the bin too. */
export async function countValues(
  db: Db,
  scope: Scope,
  entity: Entity,
  column: Column,
  values: readonly string[],
): Promise<{ value: string; count: number }[]> {
  const sql = scopedSql(scope);
  const value = columnSql(column, 't');
  return sql.rows(
    db,
    `select ${value} as value, count(*) as count from ${identifier(entity.table)} t
    where ${sql.workspace('t')} and ${value} = any(${sql.param(values)}::text[]) group by 1 order by 1`,
  );
}

/** Takes the values of a field out of some records; answers how many had one. */
export async function removeValues(db: Db, scope: Scope, entity: Entity, key: string, limit: number): Promise<number> {
  const sql = scopedSql(scope);
  const table = identifier(entity.table);
  const name = sql.param(key);
  const result = await sql.run(
    db,
    `update ${table} t set custom = t.custom - ${name}::text where ${sql.workspace('t')} and t.id in
      (select v.id from ${table} v where ${sql.workspace('v')} and v.custom ? ${name} limit ${sql.param(limit)})`,
  );
  return Number(result.numAffectedRows ?? 0n);
}
