import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import { columnSql } from '../columns/rules.ts';
import type { Column, Entity } from '../entities/rules.ts';

export interface KeyMatch {
  text: string;
  id: string;
}

/** Living records of a kind (or those in the bin) whose field has one of these texts, as far as the right to view reaches. */
export async function findMatches(
  db: Db,
  scope: Scope,
  entity: Entity,
  column: Column,
  texts: readonly string[],
  isInBin = false,
): Promise<KeyMatch[]> {
  const sql = scopedSql(scope);
  const where = `${sql.workspace('t')} and t.deleted_at is ${isInBin ? 'not null' : 'null'} and ${rightsPredicate(sql, entity.object, 'view', 't')}`;
  const name = columnSql(column, 't');
  const wanted = sql.param(texts);
  if (column.field.kind === 'emails' || column.field.kind === 'phones')
    return sql.rows<KeyMatch>(db, listMatchSql(entity, name, where, wanted));
  return sql.rows<KeyMatch>(
    db,
    `select ${name}::text as text, t.id from ${identifier(entity.table)} t where ${where} and ${name} = any(${wanted}::text[])`,
  );
}

/** Each text is looked up by itself, so that the index on the list of values serves it. */
function listMatchSql(entity: Entity, name: string, where: string, wanted: string): string {
  return `select w.text, t.id from unnest(${wanted}::text[]) w(text)
    join ${identifier(entity.table)} t on ${name} @> jsonb_build_array(jsonb_build_object('value', w.text)) where ${where}`;
}

/** Texts of a field, or those that hold a text, as far as the right to view reaches. */
export async function findTexts(
  db: Db,
  scope: Scope,
  entity: Entity,
  column: Column,
  { q, limit }: { q: string; limit: number },
): Promise<string[]> {
  const sql = scopedSql(scope);
  const name = columnSql(column, 't');
  const rows = await sql.rows<{ text: string }>(
    db,
    `select ${name}::text as text from ${identifier(entity.table)} t
    where ${sql.workspace('t')} and t.deleted_at is null and ${name} is not null and ${rightsPredicate(sql, entity.object, 'view', 't')}
      and ${q === '' ? 'true' : `position(lower(${sql.param(q)}::text) in lower(${name}::text)) > 0`} limit ${sql.param(limit)}`,
  );
  return rows.map(({ text }) => text);
}

export interface ImportedRecord {
  id: string;
  version: number;
}

/** Records of a kind that an import made, the newest first, before one. */
export async function findImported(
  db: Db,
  scope: Scope,
  entity: Entity,
  importId: string,
  before: string | null,
  limit: number,
): Promise<ImportedRecord[]> {
  const sql = scopedSql(scope);
  return sql.rows<ImportedRecord>(
    db,
    `select r.id, t.version from records r join ${identifier(entity.table)} t on ${sql.workspace('t')} and t.id = r.id
    where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)} and r.kind = ${sql.param(entity.object)} and ${before === null ? 'true' : `r.id < ${sql.param(before)}`}
    order by r.id desc limit ${sql.param(limit)}`,
  );
}

/** Every record of a kind that an import made, in the bin or not, with its title. */
export async function findHeads(db: Db, scope: Scope, kind: string, importId: string): Promise<{ id: string; title: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select r.id, r.title from records r where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)}::uuid and r.kind = ${sql.param(kind)} order by r.id`,
  );
}

/**
 * Records of a kind that an import made and that search does not know yet, in the order of their ids from the one given on.
 * They stay locked, so that they are there, and whose they are does not change, until their entries are written.
 */
export async function lockUnindexed(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  importId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const sql = scopedSql(scope);
  const next = after === null ? '' : ` and r.id > ${sql.param(after)}::uuid`;
  const rows = await sql.rows<{ id: string }>(
    tx,
    `select r.id from records r where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)} and r.kind = ${sql.param(entity.object)}${next}
      and r.deleted_at is null and not exists (select from search_documents s where ${sql.workspace('s')} and s.record_id = r.id)
    order by r.id limit ${sql.param(limit)} for key share of r`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Of these records those that are as they were made: neither changed nor written about by anybody since. They stay locked, so
 * that an edit under way is waited for, and one that comes later, or an activity, waits for what becomes of them.
 */
export async function lockUntouched(tx: Tx, scope: Scope, entity: Entity, ids: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    tx,
    `select t.id from ${identifier(entity.table)} t where ${sql.workspace('t')} and t.id = any(${sql.param(ids)}::uuid[])
    and t.version = 1 order by t.id for update`,
  );
  const locked = rows.map(({ id }) => id);
  const heads = scopedSql(scope);
  const untouched = await heads.rows<{ id: string }>(
    tx,
    `select r.id from records r where ${heads.workspace('r')} and r.id = any(${heads.param(locked)}::uuid[])
    and not exists (select from events e where ${heads.workspace('e')} and e.subject_id = r.id and e.actor_kind in ('user', 'key'))
    order by r.id for update`,
  );
  return untouched.map(({ id }) => id);
}

/** Deletes records for good, with the rows that belong to them alone. What others point to makes the database refuse. */
export async function deleteRecords(db: Db, scope: Scope, ids: readonly string[]): Promise<number> {
  const sql = scopedSql(scope);
  const result = await sql.run(db, `delete from records r where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[])`);
  return Number(result.numAffectedRows ?? 0n);
}
