import { z } from 'zod';
import { relativeAnchors, relativeUnits } from './days.ts';
import type { FieldFault } from './errors.ts';
import {
  filterOperators,
  isSortable,
  maxPathHops,
  namesIn,
  operatorsByKind,
  resolvePath,
  type FilterField,
  type FilterFieldMap,
  type FilterOperator,
} from './filter-fields.ts';
import { isReversed, readFilterValue, type FilterValue } from './filter-values.ts';
import { similarity } from './similar.ts';

export interface FilterCondition {
  field: string;
  op: FilterOperator;
  /** Nothing for `isEmpty` and `isNotEmpty`, two values for `between`, a list for `in` and `notIn`, else one value. */
  value?: FilterValue | FilterValue[];
}

/**
 * The filter grammar of lists, saved views, segments and conditions. `ne` and `notIn` hold for records where the field is
 * empty, and `not` holds wherever its condition does not: a reader's two-valued logic, not SQL's three.
 */
export type FilterNode = { and: FilterNode[] } | { or: FilterNode[] } | { not: FilterNode } | FilterCondition;

export type FilterResult = { ok: true; filter: FilterNode | null } | { ok: false; faults: FieldFault[] };

export interface SortKey {
  field: string;
  direction: 'asc' | 'desc';
}

export type SortResult = { ok: true; sort: SortKey[] } | { ok: false; faults: FieldFault[] };

export const maxFilterDepth = 6;
export const maxFilterConditions = 50;
export const maxFilterList = 500;
export const maxSortKeys = 3;
const maxFilterText = 64_000;
const maxFaults = 20;

const Relative = z.strictObject({
  rel: z.enum(relativeAnchors),
  offset: z.int().optional(),
  unit: z.enum(relativeUnits).optional(),
});
const Value = z.union([z.string(), z.number(), z.boolean(), Relative, z.strictObject({ me: z.literal(true) })]);
const Condition = z.strictObject({
  field: z.string().min(1),
  op: z.enum(filterOperators),
  value: z.union([Value, z.array(Value).max(maxFilterList)]).optional(),
});

/** The shape of a filter, for contracts and the API's documentation. Whether its fields and values exist, `parseFilter` says. */
export const Filter: z.ZodType<FilterNode, FilterNode> = z
  .lazy(() =>
    z.union([
      z.strictObject({ and: z.array(Filter).min(1).max(maxFilterConditions) }),
      z.strictObject({ or: z.array(Filter).min(1).max(maxFilterConditions) }),
      z.strictObject({ not: Filter }),
      Condition,
    ]),
  )
  .meta({ id: 'Filter' });

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of a map, nearest to what was written first, for the message that says what could have been meant. */
function nearestNames(fields: FilterFieldMap, written: string): string {
  return Object.keys(fields)
    .map((name) => ({ name, score: similarity(name.toLowerCase(), written.toLowerCase()) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 8)
    .map(({ name }) => name)
    .join(', ');
}

function unknownField(fields: FilterFieldMap, written: string): { code: string; params: Record<string, unknown> } {
  const hops = namesIn(written).length - 1;
  const field = written.slice(0, 100);
  if (hops > maxPathHops) return { code: 'path_too_long', params: { field, maximum: maxPathHops } };
  return { code: 'unknown_filter_field', params: { field, choices: nearestNames(fields, field) } };
}

class FilterReader {
  readonly faults: FieldFault[] = [];
  private conditions = 0;
  private readonly fields: FilterFieldMap;

  constructor(fields: FilterFieldMap) {
    this.fields = fields;
  }

  refuse(pointer: string, code: string, params?: Record<string, unknown>): undefined {
    if (this.faults.length < maxFaults) this.faults.push(params ? { pointer, code, params } : { pointer, code });
    return undefined;
  }

  node(json: unknown, pointer: string, depth: number): FilterNode | undefined {
    if (depth > maxFilterDepth) return this.refuse(pointer, 'filter_too_deep', { maximum: maxFilterDepth });
    if (!isObject(json)) return this.refuse(pointer, 'invalid_filter');
    const keys = Object.keys(json);
    const [key] = keys;
    if (keys.length === 1 && (key === 'and' || key === 'or')) return this.group(key, json[key], `${pointer}/${key}`, depth);
    if (keys.length === 1 && key === 'not') {
      const inner = this.node(json['not'], `${pointer}/not`, depth + 1);
      if (!inner) return undefined;
      return 'not' in inner ? inner.not : { not: inner };
    }
    return this.condition(json, pointer);
  }

  private group(key: 'and' | 'or', json: unknown, pointer: string, depth: number): FilterNode | undefined {
    if (!Array.isArray(json)) return this.refuse(pointer, 'invalid_filter');
    if (json.length === 0) return this.refuse(pointer, 'empty_group');
    const nodes: FilterNode[] = [];
    for (const [index, item] of json.entries()) {
      const node = this.node(item, `${pointer}/${index}`, depth + 1);
      // `and` inside `and` says nothing new: one spelling per meaning, so that equal filters share their SQL.
      if (node && key === 'and' && 'and' in node) nodes.push(...node.and);
      else if (node && key === 'or' && 'or' in node) nodes.push(...node.or);
      else if (node) nodes.push(node);
      if (this.conditions > maxFilterConditions || this.faults.length >= maxFaults) break;
    }
    const [only] = nodes;
    if (!only || nodes.length === 1) return only;
    return key === 'and' ? { and: nodes } : { or: nodes };
  }

  private condition(json: Record<string, unknown>, pointer: string): FilterCondition | undefined {
    this.conditions += 1;
    if (this.conditions > maxFilterConditions) {
      return this.conditions === maxFilterConditions + 1
        ? this.refuse(pointer, 'too_many_conditions', { maximum: maxFilterConditions })
        : undefined;
    }
    const { field: written, op: operator, value, ...rest } = json;
    if (typeof written !== 'string' || Object.keys(rest).length > 0) return this.refuse(pointer, 'invalid_filter');
    const steps = resolvePath(this.fields, written);
    const field = steps?.at(-1)?.field;
    if (!steps || !field) {
      const { code, params } = unknownField(this.fields, written);
      return this.refuse(`${pointer}/field`, code, params);
    }
    const path = steps.map(({ name }) => name).join('.');
    if (field.filterable === false) return this.refuse(`${pointer}/field`, 'not_filterable', { field: path });
    const op = filterOperators.find((known) => known === operator);
    const allowed = operatorsByKind[field.kind];
    if (!op || !allowed.includes(op)) {
      const shown = typeof operator === 'string' ? operator.slice(0, 50) : '';
      return this.refuse(`${pointer}/op`, 'unknown_operator', { field: path, op: shown, choices: allowed.join(', ') });
    }
    return this.valued({ field: path, op }, field, value, `${pointer}/value`);
  }

  private valued(bare: FilterCondition, field: FilterField, value: unknown, pointer: string): FilterCondition | undefined {
    const { field: path, op } = bare;
    if (op === 'isEmpty' || op === 'isNotEmpty') return bare;
    const nothing = value === undefined || value === null || value === '';
    // What a person means by "equals nothing".
    if (nothing && value !== undefined && op === 'eq') return { field: path, op: 'isEmpty' };
    if (nothing && value !== undefined && op === 'ne') return { field: path, op: 'isNotEmpty' };
    if (nothing) return this.refuse(pointer, 'required', { field: path });
    if (op === 'in' || op === 'notIn') return this.list(bare, field, value, pointer);
    if (op === 'between') return this.range(bare, field, value, pointer);
    const read = readFilterValue(value, field);
    return read.ok ? { ...bare, value: read.value } : this.refuse(pointer, read.code, { field: path, ...read.params });
  }

  private values(path: string, field: FilterField, items: unknown[], pointer: string): FilterValue[] | undefined {
    const values: FilterValue[] = [];
    for (const [index, item] of items.entries()) {
      const read = readFilterValue(item, field);
      if (read.ok) values.push(read.value);
      else this.refuse(`${pointer}/${index}`, read.code, { field: path, ...read.params });
    }
    return values.length === items.length ? values : undefined;
  }

  private list(bare: FilterCondition, field: FilterField, value: unknown, pointer: string): FilterCondition | undefined {
    if (!Array.isArray(value)) return this.refuse(pointer, 'not_a_list', { field: bare.field });
    if (value.length === 0) return this.refuse(pointer, 'required', { field: bare.field });
    if (value.length > maxFilterList) return this.refuse(pointer, 'list_too_long', { field: bare.field, maximum: maxFilterList });
    const values = this.values(bare.field, field, value, pointer);
    return values && { ...bare, value: values };
  }

  private range(bare: FilterCondition, field: FilterField, value: unknown, pointer: string): FilterCondition | undefined {
    if (!Array.isArray(value) || value.length !== 2) return this.refuse(pointer, 'not_a_range', { field: bare.field });
    const values = this.values(bare.field, field, value, pointer);
    const [from, to] = values ?? [];
    if (from === undefined || to === undefined) return undefined;
    if (isReversed(field, from, to)) return this.refuse(pointer, 'range_reversed', { field: bare.field });
    return { ...bare, value: [from, to] };
  }
}

function isNoFilter(json: unknown): boolean {
  if (json === undefined || json === null || json === '') return true;
  if (!isObject(json)) return false;
  const keys = Object.keys(json);
  return keys.length === 0 || (keys.length === 1 && Array.isArray(json['and']) && json['and'].length === 0);
}

/**
 * Reads a filter (JSON text or value) against the fields of a list. The filter comes back in one spelling (names without
 * `Id`, values as their kind has them, needless groups gone), or every fault with its place and what would be right.
 * Nothing, `{}` and `{"and": []}` are no filter: null.
 */
export function parseFilter(json: unknown, fields: FilterFieldMap, pointer = '/query/filter'): FilterResult {
  let value = json;
  if (typeof json === 'string' && json !== '') {
    if (json.length > maxFilterText)
      return { ok: false, faults: [{ pointer, code: 'too_long', params: { maximum: maxFilterText } }] };
    try {
      value = JSON.parse(json);
    } catch {
      return { ok: false, faults: [{ pointer, code: 'invalid_json' }] };
    }
  }
  if (isNoFilter(value)) return { ok: true, filter: null };
  const reader = new FilterReader(fields);
  const filter = reader.node(value, pointer, 1);
  return filter && reader.faults.length === 0 ? { ok: true, filter } : { ok: false, faults: reader.faults };
}

/** Reads `-amountMinor,title` (minus: descending). Nothing gives an empty list: the list's own order. */
export function parseSort(text: string | undefined, fields: FilterFieldMap, pointer = '/query/sort'): SortResult {
  const faults: FieldFault[] = [];
  const sort: SortKey[] = [];
  const parts = (text ?? '').split(',').filter((part) => part.trim() !== '');
  for (const part of parts.slice(0, maxSortKeys + 1)) {
    const trimmed = part.trim();
    const direction = trimmed.startsWith('-') ? 'desc' : 'asc';
    const written = trimmed.replace(/^[+-]/, '');
    // Pages are cut by the sort values, which a list has at hand for its own fields only.
    const steps = resolvePath(fields, written);
    const [step] = steps ?? [];
    if (!steps || !step) faults.push({ pointer, ...unknownField(fields, written) });
    else if (steps.length > 1 || !isSortable(step.field))
      faults.push({ pointer, code: 'not_sortable', params: { field: written } });
    else if (sort.some((key) => key.field === step.name))
      faults.push({ pointer, code: 'duplicate_sort', params: { field: step.name } });
    else sort.push({ field: step.name, direction });
  }
  if (parts.length > maxSortKeys) faults.push({ pointer, code: 'too_many_sort_keys', params: { maximum: maxSortKeys } });
  return faults.length === 0 ? { ok: true, sort } : { ok: false, faults };
}
