import { DomainError } from '../../../platform/errors.ts';
import type { FilterCondition, FilterNode } from '../../../platform/filter.ts';
import { resolvePath } from '../../../platform/filter-fields.ts';
import type { FieldKind } from '../../../platform/fields.ts';
import type { FilterValue } from '../../../platform/filter-values.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import { identifier, type ScopedSql } from '../../../platform/scope-sql.ts';
import { type Clock, type InstantBounds, resolveDay, resolveInstants } from '../../../platform/time.ts';
import { columnSql } from '../columns/rules.ts';
import type { Entity, LinkFilter } from '../entities/rules.ts';
import { filterMapOf, headerFields } from '../filter-map/rules.ts';

type Place = { sql: ScopedSql; clock: Clock };

/** SQL of a filter over `alias`, parameters added to the statement. The filter has passed `parseFilter`. */
export function filterSql(place: Place, entity: Entity, node: FilterNode, alias: string): string {
  if ('and' in node) return `(${node.and.map((part) => filterSql(place, entity, part, alias)).join(' and ')})`;
  if ('or' in node) return `(${node.or.map((part) => filterSql(place, entity, part, alias)).join(' or ')})`;
  if ('not' in node) return `(${filterSql(place, entity, node.not, alias)}) is not true`;
  // Read as the parser read it: a name may hold a dot of its own.
  const path = resolvePath(filterMapOf(entity), node.field)?.map(({ name }) => name) ?? [node.field];
  const isRelated = path.length > 1 || entity.linkFilters?.[path[0] ?? ''] !== undefined;
  const positive = isRelated ? positiveOf[node.op] : undefined;
  if (positive === undefined) return conditionSql(place, entity, node, path, alias);
  // "Not of this industry" is true of a record that has no account at all, "not this product" of one without any.
  return `not ${conditionSql(place, entity, { ...node, op: positive }, path, alias)}`;
}

const positiveOf: Partial<Record<FilterCondition['op'], FilterCondition['op']>> = {
  ne: 'eq',
  notIn: 'in',
  isEmpty: 'isNotEmpty',
};

function conditionSql(place: Place, entity: Entity, node: FilterCondition, path: string[], alias: string): string {
  const [name = '', ...rest] = path;
  const link = entity.linkFilters?.[name];
  if (link) return linkSql(place, entity, link, node, rest, alias);
  const { column, kind, target, sql } = columnOf(entity, name, alias);
  if (rest.length === 0) return operatorSql(place, node, kind, sql);
  return relatedSql(place, entity.neighbour(target ?? ''), node, rest, { id: sql, inner: `${alias}_${identifier(column)}` });
}

/** The condition on the record that `id` points to, as far as the reader may see it: to others it is not there. */
function relatedSql(
  place: Place,
  other: Entity,
  node: FilterCondition,
  path: string[],
  { id, inner }: { id: string; inner: string },
): string {
  const condition = conditionSql(place, other, node, path, inner);
  const rights = rightsPredicate(place.sql, other.object, 'view', inner);
  return `exists (select 1 from ${identifier(other.table)} ${inner} where ${place.sql.workspace(inner)} and ${inner}.id = ${id} and ${inner}.deleted_at is null and ${rights} and ${condition})`;
}

/** The condition on one of the records that a table of links ties to this one. */
function linkSql(
  place: Place,
  entity: Entity,
  { field, table, from, to }: LinkFilter,
  node: FilterCondition,
  path: string[],
  alias: string,
): string {
  const link = `${alias}_${identifier(table)}`;
  const id = `${link}.${identifier(to)}`;
  const condition =
    path.length === 0
      ? operatorSql(place, node, field.kind, id)
      : relatedSql(place, entity.neighbour(field.target ?? ''), node, path, { id, inner: `${link}_to` });
  return `exists (select 1 from ${identifier(table)} ${link} where ${place.sql.workspace(link)} and ${link}.${identifier(from)} = ${alias}.id and ${condition})`;
}

interface Found {
  column: string;
  sql: string;
  kind: FieldKind;
  target: string | undefined;
}

function columnOf(entity: Entity, name: string, alias: string): Found {
  const header = headerFields[name];
  if (header) return { column: header.column, sql: `${alias}.${header.column}`, kind: header.kind, target: undefined };
  const own = [...entity.columns, ...entity.added].find((column) => column.key === name);
  const kind = filterMapOf(entity)[name]?.kind;
  if (!own || !kind)
    throw new DomainError('invalid_input', {
      fields: [{ pointer: '/query/filter', code: 'unknown_field', params: { field: name } }],
    });
  return { column: own.column, sql: columnSql(own, alias), kind, target: own.field.target };
}

const many = new Set<FieldKind>(['emails', 'phones', 'handles']);

function operatorSql(place: Place, node: FilterCondition, kind: FieldKind, column: string): string {
  const { op, value } = node;
  if (op === 'isEmpty' || op === 'isNotEmpty') return emptySql(kind, column, op === 'isEmpty');
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  if (many.has(kind)) return manySql(place, op, column, list);
  if (kind === 'choices') return choicesSql(place, op, column, list);
  if (kind === 'localized' || kind === 'address') return textSql(place, op, `${column}::text`, list);
  if (kind === 'instant') return instantSql(place, op, column, list);
  if (op === 'contains' || op === 'startsWith') return textSql(place, op, column, list);
  return plainSql(place, op, column, list);
}

function emptySql(kind: FieldKind, column: string, wantEmpty: boolean): string {
  const isEmpty = many.has(kind)
    ? `coalesce(jsonb_array_length(${column}), 0) = 0`
    : kind === 'choices'
      ? `coalesce(cardinality(${column}), 0) = 0`
      : kind === 'longText' || kind === 'text'
        ? `coalesce(${column}, '') = ''`
        : `${column} is null`;
  return wantEmpty ? `(${isEmpty})` : `not (${isEmpty})`;
}

const comparisons: Record<string, string> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

function plainSql(place: Place, op: string, column: string, list: FilterValue[]): string {
  const values = list.map((value) => plainValue(place, value));
  const first = place.sql.param(values[0] ?? null);
  const compare = comparisons[op];
  if (compare) return `${column} ${compare} ${first}`;
  if (op === 'ne') return `${column} is distinct from ${first}`;
  if (op === 'between') return `${column} between ${first} and ${place.sql.param(values[1] ?? null)}`;
  const marks = values.map((value) => place.sql.param(value)).join(', ');
  return op === 'in' ? `${column} in (${marks})` : `(${column} in (${marks})) is not true`;
}

function plainValue(place: Place, value: FilterValue): string | number | boolean | null {
  if (typeof value !== 'object') return value;
  if ('me' in value) return place.sql.scope.userId;
  return resolveDay(value, place.clock);
}

function textSql(place: Place, op: string, column: string, list: FilterValue[]): string {
  const text = plainText(list[0] ?? '');
  if (op === 'eq') return `${column} = ${place.sql.param(text)}`;
  return `${column}${hasOwnCase(text) ? '' : ' collate "C"'} ilike ${place.sql.param(op === 'startsWith' ? `${likeText(text)}%` : `%${likeText(text)}%`)}`;
}

/** Whether a text has capitals beyond those of ASCII: Chinese has none, and is compared five times as fast without a language's rules. */
function hasOwnCase(text: string): boolean {
  return Array.from(text).some((letter) => letter > '\x7f' && letter.toLowerCase() !== letter.toUpperCase());
}

/** A value of a kind that holds text; `parseFilter` lets nothing else through for these operators. */
function plainText(value: FilterValue): string {
  return typeof value === 'object' ? '' : String(value);
}

/** A text with the wildcards of LIKE taken literally. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}

function manySql(place: Place, op: string, column: string, list: FilterValue[]): string {
  return `exists (select 1 from jsonb_array_elements(coalesce(${column}, '[]')) item where ${textSql(place, op, `item->>'value'`, list)})`;
}

function choicesSql(place: Place, op: string, column: string, list: FilterValue[]): string {
  const wanted = `array[${list.map((value) => place.sql.param(plainText(value))).join(', ')}]::text[]`;
  if (op === 'contains') return `${column} @> ${wanted}`;
  return op === 'notIn' ? `(${column} && ${wanted}) is not true` : `${column} && ${wanted}`;
}

/** An instant compared with a calendar day means the whole day in the workspace's zone. */
function instantSql(place: Place, op: string, column: string, list: FilterValue[]): string {
  const spans = list.map((value) => instantSpan(place.clock, value));
  const [first, last] = [spans[0], spans[spans.length - 1]];
  if (!first || !last) return 'false';
  const [from, to] = [() => place.sql.param(first.from), () => place.sql.param(last.to)];
  // A day ends before the next one begins; a point in time belongs to the range it ends.
  const upTo = last.from === last.to ? '<=' : '<';
  const inside = () =>
    first.from === last.to ? `${column} = ${from()}` : `(${column} >= ${from()} and ${column} ${upTo} ${to()})`;
  switch (op) {
    case 'lt':
      return `${column} < ${from()}`;
    case 'lte':
      return first.from === first.to ? `${column} <= ${from()}` : `${column} < ${to()}`;
    case 'gt':
      return first.from === first.to ? `${column} > ${from()}` : `${column} >= ${to()}`;
    case 'gte':
      return `${column} >= ${from()}`;
    case 'ne':
      return `(${inside()}) is not true`;
    default:
      return inside();
  }
}

function instantSpan(clock: Clock, value: FilterValue): InstantBounds {
  return resolveInstants(typeof value === 'object' && 'rel' in value ? value : plainText(value), clock);
}
