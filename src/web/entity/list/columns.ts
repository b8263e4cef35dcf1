import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import type { FieldKind } from '../../../platform/fields.ts';
import { isSortable } from '../../../platform/filter-fields.ts';
import { fieldLabelKey, fieldOf, headerFields, type ColumnSpec, type EntityUi } from '../entity-ui.ts';

export interface Column {
  key: string;
  /** Words key. */
  label: string;
  width: string;
  isNumeric: boolean;
  sortField: string | null;
  spec?: ColumnSpec;
}

const widths: Partial<Record<FieldKind, string>> = {
  money: '176px',
  percent: '88px',
  integer: '96px',
  decimal: '112px',
  date: '112px',
  instant: '144px',
  bool: '80px',
  choice: '112px',
  user: '148px',
  team: '128px',
  currency: '80px',
  phones: '152px',
  emails: '208px',
  ref: 'minmax(140px, 1.4fr)',
};
const numeric = new Set<FieldKind>(['money', 'percent', 'integer', 'decimal']);

function filterKind(kind: FieldKind) {
  return kind === 'currency' ? 'choice' : kind;
}

/** The column of a field; undefined for a field the entity does not have. */
export function columnOf(ui: EntityUi, key: string): Column | undefined {
  const field = fieldOf(ui, key);
  if (!field) return undefined;
  const canSort = field.sortable === false ? false : isSortable({ kind: filterKind(field.kind) });
  const width = key === ui.titleField ? 'minmax(180px, 2fr)' : (widths[field.kind] ?? 'minmax(132px, 1fr)');
  return { key, label: fieldLabelKey(ui, key), width, isNumeric: numeric.has(field.kind), sortField: canSort ? key : null };
}

function madeColumn(spec: ColumnSpec): Column {
  const { key, label, width, sortField, isNumeric } = spec;
  return { key, label, width, isNumeric: isNumeric ?? false, sortField: sortField ?? null, spec };
}

function defaultKeys(ui: EntityUi): string[] {
  if (ui.columns) return ui.columns.map((column) => (typeof column === 'string' ? column : column.key));
  const listed = Object.entries(ui.fields).filter(([key, field]) => field.listed && key !== ui.titleField);
  return [ui.titleField, ...listed.map(([key]) => key), 'owner'];
}

/** Every column a reader may show, those of a new list first. */
export function allColumns(ui: EntityUi): Column[] {
  const made = (ui.columns ?? []).flatMap((column) => (typeof column === 'string' ? [] : [madeColumn(column)]));
  const others = [...Object.keys(ui.fields), ...Object.keys(headerFields)].filter((key) => fieldOf(ui, key)?.kind !== 'json');
  const keys = [...new Set([...defaultKeys(ui), ...others])];
  return keys.flatMap((key) => made.find((column) => column.key === key) ?? columnOf(ui, key) ?? []);
}

interface Columns {
  shown: Column[];
  all: Column[];
  toggle: (key: string) => void;
  reset: () => void;
}

/** The columns this reader shows, kept on the device. The title is always the first. */
export function useColumns(ui: EntityUi): Columns {
  const [stored, setStored, clear] = useLocalStorage<string[]>({
    key: `chengdan.columns.${ui.object}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  return useMemo(() => {
    const all = allColumns(ui);
    const chosen = Array.isArray(stored) && stored.length > 0 ? stored : defaultKeys(ui);
    const keys = [ui.titleField, ...chosen.filter((key) => key !== ui.titleField)];
    const shown = keys.flatMap((key) => all.find((column) => column.key === key) ?? []);
    const toggle = (key: string): void => setStored(keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]);
    return { shown, all, toggle, reset: clear };
  }, [ui, stored, setStored, clear]);
}
