import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { identifier, type ScopedSql, scopedSql } from '../../../../platform/scope-sql.ts';
import { columnSql } from '../../columns/rules.ts';
import type { Entity, Input } from '../../entities/rules.ts';
import type { CustomField } from '../contract.ts';
import { columnOf } from '../registry/rules.ts';

interface Claim {
  fieldId: string;
  recordId: string;
  value: string;
}

/** Takes back what records hold of fields. */
export async function deleteClaims(db: Db, scope: Scope, claims: readonly Omit<Claim, 'value'>[]): Promise<void> {
  const sql = scopedSql(scope);
  const json = claims.map(({ fieldId, recordId }) => ({ field_id: fieldId, record_id: recordId }));
  await sql.run(
    db,
    `delete from custom_values v using json_to_recordset(${sql.param(JSON.stringify(json))}::json) as c(field_id uuid, record_id uuid)
    where ${sql.workspace('v')} and v.field_id = c.field_id and v.record_id = c.record_id`,
  );
}

/** Claims values for records; answers `<field> <record>` of each whose value another record has. The database decides a race. */
export async function insertClaims(db: Db, scope: Scope, claims: readonly Claim[]): Promise<Set<string>> {
  const sql = scopedSql(scope);
  const json = claims.map(({ fieldId, recordId, value }) => ({ field_id: fieldId, record_id: recordId, value }));
  const made = await sql.rows<{ fieldId: string; recordId: string }>(
    db,
    `insert into custom_values (workspace_id, field_id, value, record_id)
    select ${sql.workspaceId}, field_id, value, record_id from json_to_recordset(${sql.param(JSON.stringify(json))}::json) as c(field_id uuid, record_id uuid, value text)
    order by field_id, value on conflict do nothing returning field_id, record_id`,
  );
  const kept = new Set(made.map(({ fieldId, recordId }) => `${fieldId} ${recordId}`));
  return new Set(claims.map(({ fieldId, recordId }) => `${fieldId} ${recordId}`).filter((claim) => !kept.has(claim)));
}

/** Who has one of these values of a field. */
export async function findClaimants(
  db: Db,
  scope: Scope,
  fieldId: string,
  values: readonly string[],
): Promise<{ value: string; id: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select v.value, v.record_id as id from custom_values v
    where ${sql.workspace('v')} and v.field_id = ${sql.param(fieldId)}::uuid and v.value = any(${sql.param(values)}::text[])`,
  );
}

export async function deleteClaimsOf(db: Db, scope: Scope, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `delete from custom_values v where ${sql.workspace('v')} and v.record_id = any(${sql.param(recordIds)}::uuid[])`,
  );
}

export async function deleteClaimsOfField(db: Db, scope: Scope, fieldId: string): Promise<void> {
  await db.deleteFrom('customValues').where('workspaceId', '=', scope.workspaceId).where('fieldId', '=', fieldId).execute();
}

/** Claims what every living record has of a field; answers one value that two of them share, or null. */
export async function insertAllClaims(db: Db, scope: Scope, entity: Entity, field: CustomField): Promise<string | null> {
  const repeats = scopedSql(scope);
  const repeated = await repeats.first<{ value: string }>(
    db,
    `select h.value from (${heldSql(repeats, entity, field)}) h group by h.value having count(*) > 1 order by 1 limit 1`,
  );
  if (repeated) return repeated.value;
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into custom_values (workspace_id, field_id, value, record_id)
    select ${sql.workspaceId}, ${sql.param(field.id)}::uuid, h.value, h.id from (${heldSql(sql, entity, field)}) h`,
  );
  return null;
}

function heldSql(sql: ScopedSql, entity: Entity, field: CustomField): string {
  const text = columnSql({ ...columnOf(field), sqlType: 'text' }, 't');
  const value = field.kind === 'email' ? `lower(${text})` : text;
  return `select ${value} as value, t.id from ${identifier(entity.table)} t where ${sql.workspace('t')} and t.deleted_at is null and ${value} is not null`;
}

/** The added values of records. */
export async function findCustom(
  db: Db,
  scope: Scope,
  entity: Entity,
  ids: readonly string[],
): Promise<{ id: string; values: Input }[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string; custom: unknown }>(
    db,
    `select t.id, t.custom from ${identifier(entity.table)} t where ${sql.workspace('t')} and t.id = any(${sql.param(ids)}::uuid[])`,
  );
  return rows.map(({ id, custom }) => ({ id, values: { custom } }));
}
