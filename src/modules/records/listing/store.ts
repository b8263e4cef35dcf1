import { type Db, prepared } from '../../../platform/db.ts';
import type { FilterNode, SortKey } from '../../../platform/filter.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { Column, Entity, Row } from '../entities/rules.ts';
import type { Clock } from '../../../platform/time.ts';
import { filterSql } from './rules.ts';
import { searchedSql } from '../search/rules.ts';
import { cursorOf, orderSql, pageSql, readCursor, type SortColumn, sortColumns } from '../paging/rules.ts';

/** What a list asks for, parsed. `tokens` are search tokens that the record's search entry must all have. */
export interface Query {
  filter: FilterNode | null;
  sort: readonly SortKey[];
  tokens: readonly string[] | null;
  limit: number;
  cursor: string | null;
  deleted: boolean;
  action?: string;
}

export interface Page {
  rows: Row[];
  nextCursor: string | null;
}

/** The condition of every read of an entity's rows: workspace, rights, bin, filter, search. */
export function whereSql(
  sql: ScopedSql,
  clock: Clock,
  entity: Entity,
  query: Pick<Query, 'filter' | 'tokens' | 'deleted' | 'action'>,
  alias = 't',
): string {
  const parts = [sql.workspace(alias), `${alias}.deleted_at is ${query.deleted ? 'not ' : ''}null`];
  const rights = rightsPredicate(sql, entity.object, query.action ?? 'view', alias);
  if (rights !== 'true') parts.push(rights);
  if (query.filter) parts.push(filterSql({ sql, clock }, entity, query.filter, alias));
  if (query.tokens) parts.push(searchedSql(sql, entity.object, query.action ?? 'view', query.tokens, alias));
  return parts.join(' and ');
}

/** One page of an entity, with the names of what its rows point to. */
export async function listRows(db: Db, scope: Scope, clock: Clock, entity: Entity, query: Query): Promise<Page> {
  const sql = scopedSql(scope);
  const columns = sortColumns(entity, query.sort);
  const source = `select t.* from ${identifier(entity.table)} t where ${whereSql(sql, clock, entity, query)}`;
  const after = query.cursor === null ? null : readCursor(columns, query.cursor);
  // Written out, not a parameter: a plan for any limit at all would expect a tenth of the table, and never be kept.
  const limit = query.limit + 1;
  const inner = pageSql(sql, { source, alias: 't', columns, after, limit });
  const text = `${selectNamed(sql, entity, `(${inner})`, orderSql(columns, 't'))} limit ${limit}`;
  // Without a filter the shape is fixed by role and sort, and one index serves it whatever the values are. The usual sizes
  // of a page alone: there is an end to the statements that are kept.
  const isPlain = query.filter === null && query.tokens === null && query.limit % 50 === 0;
  const found = await sql.rows<Row>(db, isPlain ? prepared + text : text);
  return pageOf(found, columns, query.limit);
}

function pageOf(found: readonly Row[], columns: readonly SortColumn[], limit: number): Page {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? cursorOf(columns, last) : null };
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
  options: { action?: string; deleted?: boolean; lock?: boolean; isOwnWrite?: boolean } = {},
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

/** How many rows a query finds, up to `cap` + 1: beyond that the exact number helps nobody and costs everybody. */
export async function countRows(
  db: Db,
  scope: Scope,
  clock: Clock,
  entity: Entity,
  query: Pick<Query, 'filter' | 'tokens' | 'deleted'>,
  cap: number,
): Promise<number> {
  const sql = scopedSql(scope);
  const inner = `select 1 from ${identifier(entity.table)} t where ${whereSql(sql, clock, entity, query)} limit ${cap + 1}`;
  const row = await sql.first<{ count: number }>(db, `select count(*) as count from (${inner}) counted`);
  return row?.count ?? 0;
}

/** Ids that a query finds, at most `limit`, for bulk changes. */
export async function findIds(
  db: Db,
  scope: Scope,
  clock: Clock,
  entity: Entity,
  query: Pick<Query, 'filter' | 'tokens' | 'deleted'>,
  limit: number,
): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select t.id from ${identifier(entity.table)} t where ${whereSql(sql, clock, entity, query)} order by t.id limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

const headerColumns = ['id', 'version', 'created_at', 'updated_at', 'deleted_at', 'custom', 'owner_id', 'team_id', 'created_by'];

function selectNamed(sql: ScopedSql, entity: Entity, source: string, order: string | null): string {
  const columns = headerColumns.map((column) => `t.${column}`);
  const joins = [joinUser(sql, 'o', 't.owner_id'), `left join teams tm on ${sql.workspace('tm')} and tm.id = t.team_id`];
  columns.push('o.name as owner_name', 'tm.name as team_name');
  entity.columns.forEach((column, index) => {
    columns.push(`t.${identifier(column.column)}`);
    const joined = linkJoin(sql, entity, column, `l${index}`);
    if (!joined) return;
    joins.push(joined.join);
    columns.push(`${joined.name} as ${identifier(`${column.column}_name`)}`);
  });
  return `select ${columns.join(', ')} from ${source} t ${joins.join(' ')}${order ? ` order by ${order}` : ''}`;
}

function joinUser(sql: ScopedSql, alias: string, column: string): string {
  return `left join users ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${column}`;
}

function linkJoin(sql: ScopedSql, entity: Entity, column: Column, alias: string): { join: string; name: string } | null {
  const on = `t.${identifier(column.column)}`;
  if (column.field.kind === 'user') return { join: joinUser(sql, alias, on), name: `${alias}.name` };
  if (column.field.kind === 'team')
    return { join: `left join teams ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${on}`, name: `${alias}.name` };
  if (column.field.kind !== 'ref') return null;
  const other = entity.refTables?.[column.key];
  if (other)
    return {
      join: `left join ${identifier(other.table)} ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${on}`,
      name: other.name(sql, alias),
    };
  return { join: `left join records ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${on}`, name: `${alias}.title` };
}

/** A row as the API shows it: links with their names, calendar and money as they are. */
export function presentRow(entity: Entity, row: Row): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    id: row['id'],
    version: row['version'],
    owner: named(row['ownerId'], row['ownerName'], 'name'),
    team: named(row['teamId'], row['teamName'], 'name'),
    createdAt: row['createdAt'],
    updatedAt: row['updatedAt'],
    deletedAt: row['deletedAt'],
    custom: row['custom'],
  };
  for (const { key, property, field } of entity.columns) {
    if (field.kind === 'ref') shown[key] = named(row[property], row[`${property}Name`], 'title');
    else if (field.kind === 'user' || field.kind === 'team') shown[key] = named(row[property], row[`${property}Name`], 'name');
    else shown[key] = row[property] ?? null;
  }
  return shown;
}

function named(id: unknown, name: unknown, label: 'name' | 'title'): Record<string, unknown> | null {
  return typeof id === 'string' ? { id, [label]: typeof name === 'string' ? name : '' } : null;
}
