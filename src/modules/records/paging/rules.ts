import { DomainError } from '../../../platform/errors.ts';
import type { SortKey } from '../../../platform/filter.ts';
import { identifier, type ScopedSql } from '../../../platform/scope-sql.ts';
import { type Entity, headerFields } from '../entities/rules.ts';

/** A sort key with its column, and whether the column may be null. */
export interface SortColumn {
  column: string;
  property: string;
  descending: boolean;
  nullable: boolean;
}

/** The columns a list is ordered by; the id comes last, so that the order is total. */
export function sortColumns(entity: Entity, sort: readonly SortKey[]): SortColumn[] {
  const keys = sort.length > 0 ? sort : [{ field: 'updatedAt', direction: 'desc' as const }];
  const columns = keys.map(({ field, direction }) => {
    const own = entity.columns.find((column) => column.key === field);
    const column = own?.column ?? headerFields[field]?.column ?? '';
    const required = own ? own.field.required : ['createdAt', 'updatedAt', 'team'].includes(field);
    return {
      column: identifier(column),
      property: own?.property ?? (field === 'owner' || field === 'team' ? `${field}Id` : field),
      descending: direction === 'desc',
      nullable: !required,
    };
  });
  const descending = columns[0]?.descending ?? true;
  return [...columns, { column: 'id', property: 'id', descending, nullable: false }];
}

/** `order by` of the columns; empty values come last either way. */
export function orderSql(columns: readonly SortColumn[], alias: string): string {
  return columns
    .map(
      ({ column, descending, nullable }) =>
        `${alias}.${column}${descending ? ' desc' : ''}${descending && nullable ? ' nulls last' : ''}`,
    )
    .join(', ');
}

/** Condition for the rows after the one whose values are given: a row comparison where one index serves it. */
export function afterSql(sql: ScopedSql, columns: readonly SortColumn[], values: readonly unknown[], alias: string): string {
  const uniform = columns.every(({ descending, nullable }) => !nullable && descending === columns[0]?.descending);
  if (uniform) {
    const names = columns.map(({ column }) => `${alias}.${column}`).join(', ');
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
  const name = `${alias}.${key.column}`;
  const value = values[index] ?? null;
  const next = afterFrom(sql, columns, values, alias, index + 1);
  if (value === null) return `(${name} is null and ${next})`;
  const place = sql.param(value);
  const beyond = `${name} ${key.descending ? '<' : '>'} ${place}`;
  return `(${beyond}${key.nullable ? ` or ${name} is null` : ''} or (${name} = ${place} and ${next}))`;
}

/** The cursor of a row: its sort values, opaque to the client. */
export function cursorOf(columns: readonly SortColumn[], row: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(columns.map(({ property }) => row[property] ?? null))).toString('base64url');
}

/** Reads a cursor back; one that is not ours or of another sort is refused. */
export function readCursor(columns: readonly SortColumn[], cursor: string): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const plain = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (Array.isArray(values) && values.length === columns.length && values.every(plain)) return values;
  } catch {
    // Falls through to the refusal: what is not JSON is not a cursor either.
  }
  throw new DomainError('invalid_input', { fields: [{ pointer: '/query/cursor', code: 'invalid_cursor' }] });
}
