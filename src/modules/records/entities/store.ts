import { type Db, prepared } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import type { NewRecord, RowChange } from '../plans/rules.ts';
import type { Column, Entity, Input } from './rules.ts';

/** Inserts a batch: one statement for `records`, one for the entity's own table, however many there are. */
export async function insertRecords(
  db: Db,
  scope: Scope,
  entity: Entity,
  batch: readonly NewRecord[],
  importId: string | null,
): Promise<void> {
  await insertHeaders(db, scope, entity, batch, importId);
  const sql = scopedSql(scope);
  const columns = entity.columns.map(({ column }) => identifier(column));
  const typed = entity.columns.map(({ column, sqlType }) => `${identifier(column)} ${sqlType}`);
  const json = batch.map(({ id, ownerId, teamId, values }) => ({
    id,
    owner_id: ownerId,
    team_id: teamId,
    custom: values['custom'] ?? {},
    ...valuesJson(entity.columns, values),
  }));
  await sql.run(
    db,
    `${prepared}insert into ${identifier(entity.table)} (workspace_id, id, owner_id, team_id, created_by, custom, ${columns.join(', ')})
    select ${sql.workspaceId}, id, owner_id, team_id, ${sql.param(scope.userId)}::uuid, custom, ${columns.join(', ')}
    from json_to_recordset(${sql.param(JSON.stringify(json))}::json) as r(id uuid, owner_id uuid, team_id uuid, custom jsonb, ${typed.join(', ')})`,
  );
}

async function insertHeaders(
  db: Db,
  scope: Scope,
  entity: Entity,
  batch: readonly NewRecord[],
  importId: string | null,
): Promise<void> {
  const sql = scopedSql(scope);
  const json = batch.map(({ id, ownerId, teamId, title }) => ({ id, owner_id: ownerId, team_id: teamId, title }));
  await sql.run(
    db,
    `${prepared}insert into records (workspace_id, id, kind, owner_id, team_id, title, import_id)
    select ${sql.workspaceId}, id, ${sql.param(entity.object)}, owner_id, team_id, title, ${sql.param(importId)}::uuid
    from json_to_recordset(${sql.param(JSON.stringify(json))}::json) as r(id uuid, owner_id uuid, team_id uuid, title text)`,
  );
}

function valuesJson(columns: readonly Column[], values: Input): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ property, column }) => [column, values[property] ?? null]));
}

/**
 * Writes a batch of changes that touch the same properties. `records` goes first: its owner and team cascade to the
 * entity's table, and the explicit write after it covers an owner that was or becomes nobody.
 */
export async function updateRows(db: Db, scope: Scope, entity: Entity, batch: readonly RowChange[]): Promise<void> {
  const header = scopedSql(scope);
  const json = batch.map(({ id, ownerId, teamId, title }) => ({ id, owner_id: ownerId, team_id: teamId, title }));
  await header.run(
    db,
    `update records r set owner_id = n.owner_id, team_id = n.team_id, title = n.title
    from json_to_recordset(${header.param(JSON.stringify(json))}::json) as n(id uuid, owner_id uuid, team_id uuid, title text)
    where ${header.workspace('r')} and r.id = n.id and (r.owner_id is distinct from n.owner_id or r.team_id <> n.team_id or r.title <> n.title)`,
  );
  const touched = new Set(batch.flatMap(({ values }) => Object.keys(values)));
  const columns = entity.columns.filter(({ property }) => touched.has(property));
  const custom = touched.has('custom');
  const sql = scopedSql(scope);
  const sets = columns.map(({ column }) => `${identifier(column)} = n.${identifier(column)}`);
  if (custom) sets.push('custom = t.custom || n.custom');
  const typed =
    columns.map(({ column, sqlType }) => `, ${identifier(column)} ${sqlType}`).join('') + (custom ? ', custom jsonb' : '');
  const rows = batch.map(({ id, ownerId, teamId, values }) => ({
    id,
    owner_id: ownerId,
    team_id: teamId,
    ...(custom ? { custom: values['custom'] ?? {} } : {}),
    ...valuesJson(columns, values),
  }));
  await sql.run(
    db,
    `update ${identifier(entity.table)} t set owner_id = n.owner_id, team_id = n.team_id, version = t.version + 1, updated_at = now()${sets.map((set) => `, ${set}`).join('')}
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, owner_id uuid, team_id uuid${typed})
    where ${sql.workspace('t')} and t.id = n.id`,
  );
}

/** Moves records to the bin or back. */
export async function setDeleted(db: Db, scope: Scope, entity: Entity, ids: readonly string[], deleted: boolean): Promise<void> {
  for (const table of ['records', entity.table]) {
    const sql = scopedSql(scope);
    const touch = table === 'records' ? '' : ', version = t.version + 1, updated_at = now()';
    await sql.run(
      db,
      `update ${identifier(table)} t set deleted_at = ${deleted ? 'now()' : 'null'}${touch} where ${sql.workspace('t')} and t.id = any(${sql.param(ids)}::uuid[])`,
    );
  }
}
