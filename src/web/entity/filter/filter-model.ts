import type { RelativeDate } from '../../../platform/days.ts';
import type { Field, FieldKind } from '../../../platform/fields.ts';
import { Filter, type FilterCondition, type FilterNode } from '../../../platform/filter.ts';
import type { FilterOperator } from '../../../platform/filter-fields.ts';
import { fieldLabelKey, fieldOf, headerFields, type AnyField, type EntityUi, type RefList } from '../entity-ui.ts';

export type FilterEntity = Pick<EntityUi, 'module' | 'object' | 'fields' | 'links' | 'refLists' | 'related'>;

const empties = ['isEmpty', 'isNotEmpty'] as const;
const textual: readonly FilterOperator[] = ['contains', 'eq', 'ne', 'startsWith', ...empties];
const contained: readonly FilterOperator[] = ['contains', ...empties];
const measured: readonly FilterOperator[] = ['gte', 'lte', 'between', 'eq', ...empties];
const timed: readonly FilterOperator[] = ['between', 'lt', 'gte', ...empties];
const chosen: readonly FilterOperator[] = ['in', 'notIn', ...empties];

/** The operators offered for each kind, the most used first. The API knows more; a filter that uses them is kept as it is. */
export const offeredOperators: Readonly<Record<FieldKind, readonly FilterOperator[]>> = {
  text: textual,
  email: textual,
  url: textual,
  longText: contained,
  address: contained,
  localized: contained,
  emails: contained,
  phones: contained,
  handles: contained,
  integer: measured,
  decimal: measured,
  money: measured,
  percent: measured,
  date: timed,
  instant: timed,
  bool: ['eq'],
  choice: chosen,
  choices: chosen,
  ref: chosen,
  user: chosen,
  team: chosen,
  currency: chosen,
  json: empties,
};

export function needsValue(op: FilterOperator): boolean {
  return op !== 'isEmpty' && op !== 'isNotEmpty';
}

/** A filter from an address; null when there is none or it is not one. */
export function readFilter(value: unknown): FilterNode | null {
  const read = Filter.safeParse(value);
  return read.success ? read.data : null;
}

/** The parts of a filter that all have to hold: conditions, and groups that the bar can only name. */
export function partsOf(filter: FilterNode | null): FilterNode[] {
  if (!filter) return [];
  return 'and' in filter ? filter.and : [filter];
}

export function filterOf(parts: readonly FilterNode[]): FilterNode | null {
  const [only, ...others] = parts;
  if (!only) return null;
  return others.length === 0 ? only : { and: [...parts] };
}

const mine: FilterCondition = { field: 'owner', op: 'in', value: [{ me: true }] };

function isMineNode(node: FilterNode): boolean {
  return JSON.stringify(node) === JSON.stringify(mine);
}

/** Whether a filter asks, beside anything else, for what the reader owns. */
export function isMine(filter: FilterNode | null): boolean {
  return filter !== null && (isMineNode(filter) || ('and' in filter && filter.and.some(isMineNode)));
}

export function withoutMine(filter: FilterNode | null): FilterNode | null {
  if (filter === null || isMineNode(filter)) return null;
  if (!('and' in filter)) return filter;
  const [only, ...others] = filter.and.filter((node) => !isMineNode(node));
  if (!only) return null;
  return others.length === 0 ? only : { and: [only, ...others] };
}

export function withMine(filter: FilterNode | null): FilterNode {
  const rest = withoutMine(filter);
  if (!rest) return mine;
  return { and: [mine, ...('and' in rest ? rest.and : [rest])] };
}

/** Both filters at once. */
export function bothOf(a: FilterNode | null, b: FilterNode | null): FilterNode | null {
  if (!a || !b) return a ?? b;
  return { and: [a, b] };
}

export interface FilterTarget {
  path: string;
  field: AnyField;
  /** Words keys, from the outer to the inner: Account, Industry. */
  labels: string[];
  /** Entity the field belongs to, for the words of its choices. */
  owner: Pick<EntityUi, 'module' | 'object'>;
  /** What is chosen from where the field points to no record. */
  list?: RefList;
}

function isFilterable(field: Pick<Field, 'kind'> & Partial<Field>): boolean {
  return field.filterable !== false && field.kind !== 'json';
}

/** Everything a list of the entity can be filtered by, records it points to included. */
export function filterTargets(ui: FilterEntity): FilterTarget[] {
  const own = [...Object.keys(ui.fields), ...Object.keys(headerFields)].flatMap((key): FilterTarget[] => {
    const field = fieldOf(ui, key);
    if (!field || !isFilterable(field)) return [];
    const list = field.target === undefined ? undefined : ui.refLists?.[field.target];
    return [{ path: key, field, labels: [fieldLabelKey(ui, key)], owner: ui, ...(list ? { list } : {}) }];
  });
  const links = Object.entries(ui.links ?? {}).map(([key, field]): FilterTarget => ({
    path: key,
    field,
    labels: [`${ui.module}:fields.${ui.object}.${key}`],
    owner: ui,
  }));
  const related = Object.entries(ui.related ?? {}).flatMap(([key, other]) =>
    Object.entries(other.fields)
      .filter(([, field]) => isFilterable(field))
      .map(([inner, field]): FilterTarget => ({
        path: `${key}.${inner}`,
        field,
        labels: [fieldLabelKey(ui, key), fieldLabelKey(other, inner)],
        owner: other,
      })),
  );
  return [...own, ...links, ...related];
}

const dayBack = (offset: number): RelativeDate => ({ rel: 'today', offset, unit: 'day' });
const today: RelativeDate = { rel: 'today' };

/** Periods that move with the calendar, first and last day included. */
export const periods: Readonly<Record<string, readonly [RelativeDate, RelativeDate]>> = {
  today: [today, today],
  yesterday: [dayBack(-1), dayBack(-1)],
  tomorrow: [dayBack(1), dayBack(1)],
  thisWeek: [{ rel: 'startOfWeek' }, { rel: 'endOfWeek' }],
  lastWeek: [
    { rel: 'startOfWeek', offset: -1, unit: 'week' },
    { rel: 'endOfWeek', offset: -1, unit: 'week' },
  ],
  nextWeek: [
    { rel: 'startOfWeek', offset: 1, unit: 'week' },
    { rel: 'endOfWeek', offset: 1, unit: 'week' },
  ],
  thisMonth: [{ rel: 'startOfMonth' }, { rel: 'endOfMonth' }],
  lastMonth: [
    { rel: 'startOfMonth', offset: -1, unit: 'month' },
    { rel: 'endOfMonth', offset: -1, unit: 'month' },
  ],
  nextMonth: [
    { rel: 'startOfMonth', offset: 1, unit: 'month' },
    { rel: 'endOfMonth', offset: 1, unit: 'month' },
  ],
  thisQuarter: [{ rel: 'startOfQuarter' }, { rel: 'endOfQuarter' }],
  lastQuarter: [
    { rel: 'startOfQuarter', offset: -1, unit: 'quarter' },
    { rel: 'endOfQuarter', offset: -1, unit: 'quarter' },
  ],
  thisYear: [{ rel: 'startOfYear' }, { rel: 'endOfYear' }],
  lastYear: [
    { rel: 'startOfYear', offset: -1, unit: 'year' },
    { rel: 'endOfYear', offset: -1, unit: 'year' },
  ],
  last7: [dayBack(-6), today],
  last30: [dayBack(-29), today],
  last90: [dayBack(-89), today],
  next7: [today, dayBack(6)],
  next30: [today, dayBack(29)],
};

/** The name of a period that a `between` says; undefined for other days. */
export function periodOf(value: FilterCondition['value']): string | undefined {
  const text = JSON.stringify(value);
  return Object.keys(periods).find((name) => JSON.stringify(periods[name]) === text);
}

/** True when the condition can be asked: it has as many values as its operator needs. */
export function isComplete({ op, value }: FilterCondition): boolean {
  if (!needsValue(op)) return true;
  if (op === 'in' || op === 'notIn') return Array.isArray(value) && value.length > 0;
  if (op === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((part) => part !== '' && !Number.isNaN(part));
  return value !== undefined && value !== '' && !Number.isNaN(value);
}
