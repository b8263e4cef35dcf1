import { useMemo, useState } from 'react';
import { useMay } from '../../session.ts';
import { writableFields, type EntityRow, type EntityUi } from '../entity-ui.ts';
import type { CellStep } from './cell-editor.tsx';
import type { Column } from './columns.ts';
import type { Rows } from './use-rows.ts';

export interface Cells {
  /** The rows as they stand: while a cell is edited none moves away from under it. */
  rows: Rows;
  /** The cell the keyboard is on: which column of the active row; -1 is the row as a whole. */
  column: number;
  /** The one that is being edited. */
  editing: { id: string; key: string } | null;
  /** Keys of the columns whose cells can be edited. */
  writable: ReadonlySet<string>;
  choose: (column: number) => void;
  /** Begins with a cell; without one, with the first of the row that can be edited. */
  edit: (id: string, key?: string) => void;
  close: (step: CellStep) => void;
}

interface CellsOptions {
  ui: EntityUi;
  rows: Rows;
  columns: readonly Column[];
  isBin: boolean;
  /** Makes a row the active one. */
  onActive: (index: number) => void;
  /** The keyboard goes back to the grid. */
  onClosed: () => void;
}

/** Columns whose cells this person may edit in place. */
function useWritable(ui: EntityUi, columns: readonly Column[], isBin: boolean): ReadonlySet<string> {
  const may = useMay();
  const [mayEdit, mayGive] = [may(ui.object, 'edit') && !isBin, may(ui.object, 'transfer')];
  return useMemo(() => {
    const fields = new Set(mayEdit ? writableFields(ui).map(([key]) => key) : []);
    if (mayEdit && mayGive) fields.add('owner');
    return new Set(columns.flatMap(({ key, spec }) => (fields.has(key) && !spec ? [key] : [])));
  }, [ui, columns, mayEdit, mayGive]);
}

/** A list whose rows stay in their places, each as it was last read. */
function heldAt(rows: Rows, held: readonly EntityRow[] | null): Rows {
  if (!held) return rows;
  const latest = new Map(rows.rows.map((row) => [row.id, row]));
  return { ...rows, rows: held.map((row) => latest.get(row.id) ?? row) };
}

/** Which cell of a list is chosen and which is edited, and the way from one to the next. */
export function useCells({ ui, rows: read, columns, isBin, onActive, onClosed }: CellsOptions): Cells {
  const [column, choose] = useState(-1);
  const [editing, setEditing] = useState<Cells['editing']>(null);
  const [held, setHeld] = useState<readonly EntityRow[] | null>(null);
  const writable = useWritable(ui, columns, isBin);
  const rows = useMemo(() => heldAt(read, held), [read, held]);
  const edit = (id: string, key?: string): void => {
    const at = columns.findIndex((each) => (key === undefined ? writable.has(each.key) : each.key === key));
    const found = columns[at];
    if (!found || !writable.has(found.key)) return;
    choose(at);
    setHeld(rows.rows);
    setEditing({ id, key: found.key });
  };
  const close = (step: CellStep): void => {
    const open = columns.filter(({ key }) => writable.has(key));
    const next = editing && step !== 0 ? nextCell(rows, open, editing, step) : null;
    setEditing(next);
    if (!next) {
      setHeld(null);
      onClosed();
      return;
    }
    onActive(rows.rows.findIndex(({ id }) => id === next.id));
    choose(columns.findIndex(({ key }) => key === next.key));
  };
  return { rows, column, editing, writable, choose, edit, close };
}

/** The cell after or before another one, over the end of the row into the next. */
export function nextCell(
  { rows }: Pick<Rows, 'rows'>,
  columns: readonly { key: string }[],
  { id, key }: { id: string; key: string },
  step: 1 | -1,
): { id: string; key: string } | null {
  const at = columns.findIndex((each) => each.key === key) + step;
  const line = rows.findIndex((row) => row.id === id) + (at < 0 ? -1 : at >= columns.length ? 1 : 0);
  const row = rows[line];
  const column = columns.at(at < 0 ? -1 : at % columns.length);
  return row && column ? { id: row.id, key: column.key } : null;
}
