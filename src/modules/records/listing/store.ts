import { type Db, prepared } from '../../../platform/db.ts';
import type { FilterNode, SortKey } from '../../../platform/filter.ts';
import { rightsBranches, rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { Entity, Row } from '../entities/rules.ts';
import type { Clock } from '../../../platform/time.ts';
import { selectNamed } from '../rows/rules.ts';
import { filterSql } from './rules.ts';
import { searchedBranches, searchedSql } from '../search/rules.ts';
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

type Condition = Pick<Query, 'filter' | 'tokens' | 'deleted' | 'action'>;

/** The condition of every read of an entity's rows: workspace, rights, bin, filter, search. */
export function whereSql(sql: ScopedSql, clock: Clock, entity: Entity, query: Condition, alias = 't'): string {
  const action = query.action ?? 'view';
  const rights = rightsPredicate(sql, entity.object, action, alias);
  return conditionSql(sql, clock, entity, query, { rights, searched: searchedSql }, alias);
}

/**
 * The same as conditions that have no row in common, one but where something is shared with the user: a page of each is found by its
 * own index, where one condition for both would have every row read and sorted.
 */
function branchesSql(sql: ScopedSql, clock: Clock, entity: Entity, query: Condition): string[] {
  const { reached, shared } = rightsBranches(sql, entity.object, query.action ?? 'view', 't');
  const first = conditionSql(sql, clock, entity, query, { rights: reached, searched: searchedBranches.reached }, 't');
  if (shared === null) return [first];
  return [first, conditionSql(sql, clock, entity, query, { rights: shared, searched: searchedBranches.shared }, 't')];
}

function conditionSql(
  sql: ScopedSql,
  clock: Clock,
  entity: Entity,
  query: Condition,
  { rights, searched }: { rights: string; searched: typeof searchedSql },
  alias: string,
): string {
  const parts = [sql.workspace(alias), `${alias}.deleted_at is ${query.deleted ? 'not ' : ''}null`];
  if (rights !== 'true') parts.push(rights);
  if (query.filter) parts.push(filterSql({ sql, clock }, entity, query.filter, alias));
  if (query.tokens) parts.push(searched(sql, entity.object, query.action ?? 'view', query.tokens, alias));
  return parts.join(' and ');
}

/** One page of an entity, with the names of what its rows point to. */
export async function listRows(db: Db, scope: Scope, clock: Clock, entity: Entity, query: Query): Promise<Page> {
  const sql = scopedSql(scope);
  const columns = sortColumns(entity, query.sort);
  const after = query.cursor === null ? null : readCursor(columns, query.cursor);
  // Written out, not a parameter: a plan for any limit at all would expect a tenth of the table, and never be kept.
  const limit = query.limit + 1;
  const pages = branchesSql(sql, clock, entity, query).map((condition) => {
    const source = `select t.* from ${identifier(entity.table)} t where ${condition}`;
    return `(${pageSql(sql, { source, alias: 't', columns, after, limit })})`;
  });
  const inner = pages.join(' union all ');
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
  const found = branchesSql(sql, clock, entity, query).map(
    (condition) => `(select 1 from ${identifier(entity.table)} t where ${condition} limit ${cap + 1})`,
  );
  const inner = `select 1 from (${found.join(' union all ')}) f limit ${cap + 1}`;
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
