import type { FieldKind } from './fields.ts';

/**
 * Which fields a list can be filtered and sorted by. The field registry makes such a map of an entity; nothing here
 * knows a table.
 */
export const filterOperators = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'notIn',
  'contains',
  'startsWith',
  'isEmpty',
  'isNotEmpty',
  'between',
] as const;
export type FilterOperator = (typeof filterOperators)[number];

export interface FilterField {
  kind: FieldKind;
  /** The values a choice may have; unknown ones are refused. */
  choices?: readonly string[];
  /** The fields behind a reference, for paths such as `account.industry`; asked for only when a path goes there. */
  related?: () => FilterFieldMap;
  /** How far a whole number may lie from zero; what the column of its kind holds unless given. */
  range?: number;
  /** Not to be filtered by, whatever its kind allows. */
  filterable?: boolean;
  /** Overrides what the kind says: `true` for a reference that a list orders by its title. */
  sortable?: boolean;
}

export type FilterFieldMap = Readonly<Record<string, FilterField>>;

const empty = ['isEmpty', 'isNotEmpty'] as const;
const equal = ['eq', 'ne', 'in', 'notIn', ...empty] as const;
const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'] as const;
const textual = ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', ...empty] as const;
const manyTexts = ['eq', 'contains', 'startsWith', ...empty] as const;

/**
 * The operators each kind of field allows. For kinds with several values (`emails`, `phones`, `handles`) a condition holds
 * when one of them meets it; for `choices`, `contains` means "has it", `in` "has one of", `notIn` "has none of".
 */
export const operatorsByKind: Readonly<Record<FieldKind, readonly FilterOperator[]>> = {
  text: textual,
  longText: ['contains', ...empty],
  integer: [...ordered, 'in', 'notIn', ...empty],
  decimal: [...ordered, 'in', 'notIn', ...empty],
  money: [...ordered, 'in', 'notIn', ...empty],
  percent: [...ordered, 'in', 'notIn', ...empty],
  date: [...ordered, ...empty],
  instant: [...ordered, ...empty],
  bool: ['eq', 'ne', ...empty],
  currency: equal,
  choice: equal,
  choices: ['contains', 'in', 'notIn', ...empty],
  ref: equal,
  user: equal,
  team: equal,
  email: textual,
  url: textual,
  emails: manyTexts,
  phones: manyTexts,
  handles: manyTexts,
  address: ['contains', ...empty],
  localized: ['eq', 'contains', 'startsWith', ...empty],
  json: empty,
};

const sortableKinds: ReadonlySet<FieldKind> = new Set([
  'text',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'instant',
  'bool',
  'choice',
  'currency',
  'email',
  'url',
]);

/** True when a list can be ordered by the field. */
export function isSortable(field: FilterField): boolean {
  return field.sortable ?? sortableKinds.has(field.kind);
}

/** One step of a path: `account.industry` has two. */
export interface PathStep {
  name: string;
  field: FilterField;
}

/** Relations a path may cross. */
export const maxPathHops = 2;

function fieldCalled(map: FilterFieldMap, name: string): PathStep | undefined {
  const own = Object.hasOwn(map, name) ? map[name] : undefined;
  if (own) return { name, field: own };
  // A record is read as `owner` and `amount`, written as `ownerId` and `amountMinor`: a filter takes both.
  for (const [suffix, kinds] of [
    ['Id', ['ref', 'user', 'team']],
    ['Minor', ['money']],
  ] as const) {
    const base = name.endsWith(suffix) ? name.slice(0, -suffix.length) : '';
    const field = base !== '' && Object.hasOwn(map, base) ? map[base] : undefined;
    if (field && kinds.some((kind) => kind === field.kind)) return { name: base, field };
  }
  return undefined;
}

/** Begins the name of a field that a workspace added: `custom.tier` is one name, `account.custom.tier` two. */
export const customPrefix = 'custom.';

/** The names a path is made of. */
export function namesIn(path: string): string[] {
  return path
    .replaceAll(customPrefix, 'custom\0')
    .split('.')
    .map((name) => name.replace('\0', '.'));
}

/** Follows a path through references; undefined when a step is no field, leads nowhere or the path is too long. */
export function resolvePath(fields: FilterFieldMap, path: string): PathStep[] | undefined {
  const direct = fieldCalled(fields, path);
  if (direct) return [direct];
  const names = namesIn(path);
  if (names.length < 2 || names.length > maxPathHops + 1) return undefined;
  const steps: PathStep[] = [];
  let map: FilterFieldMap | undefined = fields;
  for (const name of names) {
    const step: PathStep | undefined = map && fieldCalled(map, name);
    if (!step) return undefined;
    steps.push(step);
    map = step.field.related?.();
  }
  return steps;
}
