import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import { ViewColumn } from '../../../modules/records/views/contract.ts';
import type { FieldKind } from '../../../platform/fields.ts';
import { isSortable } from '../../../platform/filter-fields.ts';
import { type AnyField, fieldLabelKey, fieldOf, headerFields, type ColumnSpec, type EntityUi } from '../entity-ui.ts';
import type { View } from '../views/view-model.ts';

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
  money: 'minmax(156px, 180px)',
  percent: '88px',
  integer: '96px',
  decimal: '112px',
  date: '128px',
  instant: '144px',
  bool: '80px',
  choice: '112px',
  user: '148px',
  team: '128px',
  currency: '80px',
  phones: '152px',
  emails: '208px',
  ref: 'minmax(144px, 1fr)',
};
/** Names that a workspace chose from few, such as stages. */
const fromList = '128px';
/** What names a record takes most of what the others leave. */
const titleWidth = 'minmax(220px, 3fr)';
const numeric = new Set<FieldKind>(['money', 'percent', 'integer', 'decimal']);

function filterKind(kind: FieldKind) {
  return kind === 'currency' ? 'choice' : kind;
}

/** The column of a field; undefined for a field the entity does not have. */
export function columnOf(ui: EntityUi, key: string): Column | undefined {
  const field = fieldOf(ui, key);
  if (!field) return undefined;
  const canSort = field.sortable === false ? false : isSortable({ kind: filterKind(field.kind) });
  return {
    key,
    label: fieldLabelKey(ui, key),
    width: widthOf(ui, key, field),
    isNumeric: numeric.has(field.kind),
    sortField: canSort ? key : null,
  };
}

function widthOf(ui: EntityUi, key: string, { kind, target }: AnyField): string {
  if (key === ui.titleField) return ui.widths?.[key] ?? titleWidth;
  const usual = target !== undefined && ui.refLists?.[target] ? fromList : widths[kind];
  return ui.widths?.[key] ?? usual ?? 'minmax(120px, 1fr)';
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

/** The columns of a list: which, in which order, how wide. */
export interface Columns {
  shown: Column[];
  all: Column[];
  /** As a view keeps them; nothing while they are the list's own. */
  chosen: readonly ViewColumn[];
  /** They differ from what the view keeps. */
  isTurned: boolean;
  /** Keys that the view names and the list does not have. */
  lost: string[];
  toggle: (key: string) => void;
  /** Puts a column where another one stands. */
  move: (key: string, to: string) => void;
  /** Another width, or the usual one again. */
  resize: (key: string, width: number | null) => void;
  reset: () => void;
}

/** Columns kept before widths were are bare keys. */
function readChoice(stored: unknown): ViewColumn[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown) => {
    const read = ViewColumn.safeParse(typeof one === 'string' ? { key: one } : one);
    return read.success ? [read.data] : [];
  });
}

export const minWidth = 60;
export const maxWidth = 1200;

/** The columns that a view keeps, with what this reader made of them on this device. The title is always the first. */
export function useColumns(ui: EntityUi, view: View): Columns {
  const [stored, setStored, clear] = useLocalStorage<unknown>({
    key: `chengdan.columns.${ui.object}${view.saved ? `.${view.key}` : ''}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  return useMemo(() => {
    const all = allColumns(ui);
    const mine = readChoice(stored);
    const chosen = mine.length > 0 ? mine : view.columns;
    const usual = defaultKeys(ui).map((key): ViewColumn => ({ key }));
    const wanted = chosen.length > 0 ? chosen : usual;
    const title = wanted.find(({ key }) => key === ui.titleField) ?? { key: ui.titleField };
    const now: ViewColumn[] = [title, ...wanted.filter(({ key }) => key !== ui.titleField)];
    const shown = now.flatMap(({ key, width }) => {
      const column = all.find((each) => each.key === key);
      return column ? [width === undefined ? column : { ...column, width: `${width}px` }] : [];
    });
    const set = (next: readonly ViewColumn[]): void => {
      if (JSON.stringify(next) === JSON.stringify(view.columns)) clear();
      else setStored(next);
    };
    const isShown = (key: string): boolean => now.some((each) => each.key === key);
    return {
      shown,
      all,
      chosen,
      isTurned: view.saved !== null && mine.length > 0,
      lost: view.columns.map(({ key }) => key).filter((key) => !all.some((column) => column.key === key)),
      toggle: (key) => set(isShown(key) ? now.filter((each) => each.key !== key) : [...now, { key }]),
      move: (key, to) => set(movedTo(now, key, to)),
      resize: (key, width) =>
        set(now.map((each) => (each.key === key ? { key, ...(width === null ? {} : { width: clamp(width) }) } : each))),
      reset: clear,
    };
  }, [ui, view, stored, setStored, clear]);
}

function clamp(width: number): number {
  return Math.round(Math.min(maxWidth, Math.max(minWidth, width)));
}

/** The list with one of its entries where another one stands; the others close up. */
export function movedTo<C extends { key: string }>(list: readonly C[], key: string, to: string): C[] {
  const [from, at] = [list.findIndex((each) => each.key === key), list.findIndex((each) => each.key === to)];
  const moved = list[from];
  // The first is the title, which names the row and stays.
  if (!moved || at < 1 || from < 1) return [...list];
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}
