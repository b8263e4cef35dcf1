import { DomainError } from '../../../platform/errors.ts';
import type { FieldKind } from '../../../platform/fields.ts';
import type { SortKey } from '../../../platform/filter.ts';
import { readFilterValue } from '../../../platform/filter-values.ts';
import { identifier, type ScopedSql } from '../../../platform/scope-sql.ts';
import { columnSql, valueIn } from '../columns/rules.ts';
import type { Entity } from '../entities/rules.ts';
import { headerFields } from '../filter-map/rules.ts';

/** A sort key with its value, in SQL and in a row, and whether that may be empty. */
export interface SortColumn {
  /** Names the order, so that a cursor of another one is known. */
  name: string;
  sql: (alias: string) => string;
  valueIn: (row: Readonly<Record<string, unknown>>) => unknown;
  kind: FieldKind;
  descending: boolean;
  nullable: boolean;
  /** Its index leaves the rows without a value out. */
  isSparse?: boolean;
}

/** A sort key that is a column of the table itself. */
export function plainSortColumn(
  column: string,
  property: string,
  { kind, descending = false, nullable = false }: { kind: FieldKind; descending?: boolean; nullable?: boolean },
): SortColumn {
  const name = identifier(column);
  return {
    name,
    sql: (alias) => `${alias}.${name}`,
    valueIn: (row) => row[property],
    kind,
    descending,
    nullable,
  };
}

/** The columns a list is ordered by; the id comes last, so that the order is total. */
export function sortColumns(entity: Entity, sort: readonly SortKey[]): SortColumn[] {
  const keys = sort.length > 0 ? sort : [{ field: 'updatedAt', direction: 'desc' as const }];
  const columns = keys.map((key) => sortColumnOf(entity, key));
  const descending = columns[0]?.descending ?? true;
  return [...columns, plainSortColumn('id', 'id', { kind: 'ref', descending })];
}

function sortColumnOf(entity: Entity, { field, direction }: SortKey): SortColumn {
  const descending = direction === 'desc';
  const own = [...entity.columns, ...entity.added].find((column) => column.key === field);
  if (own)
    return {
      name: own.key,
      sql: (alias) => columnSql(own, alias),
      valueIn: (row) => valueIn(row, own),
      kind: own.field.kind,
      descending,
      // A field that is required today may be empty in a record from before.
      nullable: !own.field.required || own.custom !== undefined,
      isSparse: own.custom !== undefined,
    };
  const header = headerFields[field];
  const property = field === 'owner' || field === 'team' ? `${field}Id` : field;
  const nullable = !['createdAt', 'updatedAt', 'team'].includes(field);
  return plainSortColumn(header?.column ?? '', property, { kind: header?.kind ?? 'text', descending, nullable });
}

/** `order by` of the columns; empty values come last either way. */
export function orderSql(columns: readonly SortColumn[], alias: string): string {
  return columns
    .map(
      ({ sql, descending, nullable }) =>
        `${sql(alias)}${descending ? ' desc' : ''}${descending && nullable ? ' nulls last' : ''}`,
    )
    .join(', ');
}

export interface PageQuery {
  /** `select … from … where …`: a condition follows, and the order. */
  source: string;
  alias: string;
  columns: readonly SortColumn[];
  /** The values of the row that the page comes after. */
  after: readonly unknown[] | null;
  limit: number;
}

/**
 * SQL of a page, its rows in any order. Where the first column may be empty, those that have a value and those that have
 * none are two halves: one index on (column, id) then serves either direction and every page, however deep. The second is
 * read only where the first does not fill the page: an index may leave the rows without a value out.
 */
export function pageSql(sql: ScopedSql, { source, alias, columns, after, limit }: PageQuery): string {
  const [key, id] = columns;
  const half = (conditions: readonly string[], by: readonly SortColumn[]) =>
    `${[source, ...conditions].join(' and ')} order by ${orderSql(by, alias)} limit ${limit}`;
  if (!key?.nullable || !id || columns.length > 2)
    return half(after === null ? [] : [afterSql(sql, columns, after, alias)], columns);
  // The order is written in full for either half: it is the index's own.
  const by = [{ ...key, nullable: false }, id];
  const beyond = (last: readonly unknown[] | null, keys: readonly SortColumn[]) =>
    last === null ? [] : [afterSql(sql, keys, last, alias)];
  const filled = (last: readonly unknown[] | null) => half([`${key.sql(alias)} is not null`, ...beyond(last, by)], by);
  const empty = (...conditions: readonly string[]) =>
    half([`${key.sql(alias)} is null`, ...conditions], key.isSparse ? [id] : by);
  if (after !== null && (after[0] ?? null) === null) return empty(...beyond(after.slice(1), [id]));
  const rest = empty(`(select count(*) from filled) < ${limit}`);
  return `with filled as materialized (${filled(after)}) (select * from filled) union all (${rest})`;
}

/** Condition for the rows after the one whose values are given: a row comparison where one index serves it. */
function afterSql(sql: ScopedSql, columns: readonly SortColumn[], values: readonly unknown[], alias: string): string {
  const uniform = columns.every(({ descending, nullable }) => !nullable && descending === columns[0]?.descending);
  if (uniform) {
    const names = columns.map((column) => column.sql(alias)).join(', ');
    return `(${names}) ${columns[0]?.descending ? '<' : '>'} (${values.map((value) => sql.param(value)).join(', ')})`;
  }
  return afterFrom(sql, columns, values, alias, 0);
}

function afterFrom(
  sql: ScopedSql,
  columns: readonly SortColumn[],
  values: readonly unknown[],
  alias: string,
  index: number,
): string {
  const key = columns[index];
  if (!key) return 'false';
  const name = key.sql(alias);
  const value = values[index] ?? null;
  const next = afterFrom(sql, columns, values, alias, index + 1);
  if (value === null) return `(${name} is null and ${next})`;
  const place = sql.param(value);
  const beyond = `${name} ${key.descending ? '<' : '>'} ${place}`;
  return `(${beyond}${key.nullable ? ` or ${name} is null` : ''} or (${name} = ${place} and ${next}))`;
}

const texts = new Set<FieldKind>(['text', 'email', 'url', 'choice']);

/** Says which order a cursor belongs to. */
function orderName(columns: readonly SortColumn[]): string {
  return columns.map(({ name, descending }) => `${descending ? '-' : ''}${name}`).join(',');
}

/** The cursor of a row: its order and its sort values, opaque to the client. */
export function cursorOf(columns: readonly SortColumn[], row: Readonly<Record<string, unknown>>): string {
  const values = columns.map((column) => column.valueIn(row) ?? null);
  return Buffer.from(JSON.stringify([orderName(columns), ...values])).toString('base64url');
}

/** Reads a cursor back; one that is not ours, or of another order, is refused. */
export function readCursor(columns: readonly SortColumn[], cursor: string): unknown[] {
  const [order, ...values] = listIn(cursor);
  const isOurs =
    order === orderName(columns) &&
    values.length === columns.length &&
    columns.every(({ kind, nullable }, index) => {
      const value = values[index];
      if (value === null) return nullable;
      if (typeof value === 'string' && texts.has(kind)) return value.isWellFormed() && !value.includes('\0');
      return typeof value !== 'object' && readFilterValue(value, { kind, range: Number.MAX_SAFE_INTEGER }).ok;
    });
  if (isOurs) return values;
  throw new DomainError('invalid_input', { fields: [{ pointer: '/query/cursor', code: 'invalid_cursor' }] });
}

function listIn(cursor: string): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(values) ? values : [];
  } catch {
    // What is not JSON is not a cursor either.
    return [];
  }
}

/** Where a page ends that is ordered by a moment and an id. */
export interface InstantMark {
  at: string;
  id: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d(:\d\d)?)$/;

/** Reads the mark of a page; null when it is not one. */
export function readMark(cursor: string): InstantMark | null {
  const [at, id, ...rest] = cursor.split(' ');
  if (!at || !id || rest.length > 0) return null;
  const isMoment = moment.test(at) && !Number.isNaN(Date.parse(`${at.slice(0, 19)}Z`));
  return isMoment && uuid.test(id) ? { at, id } : null;
}

/** The mark of a page that ends with this row. `at` is the exact text of the database. */
export function markOf(at: string, id: string): string {
  return `${at.replace(' ', 'T')} ${id}`;
}
