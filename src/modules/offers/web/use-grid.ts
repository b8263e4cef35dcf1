import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useStable } from '../../../web/use-stable.ts';
import type { QuoteLine } from '../content/contract.ts';
import { isEmptyItem } from '../content/rules.ts';
import type { LineTax } from '../filling/rules.ts';
import { cellText } from './cells.ts';
import { insertLines, moveLine, newLine, type Pasted, pasteTable, removeLine, setCell } from './draft.ts';
import { type GridColumn, isTyped } from './line-columns.ts';
import { readTable } from './paste.ts';
import type { DraftEditor } from './use-draft.ts';

export interface Place {
  row: number;
  column: GridColumn['key'];
}

/** What can be done in the grid. */
export interface GridActions {
  setActive: (place: Place) => void;
  edit: (text?: string) => void;
  commit: (text: string, step?: 'down' | 'right' | 'left' | 'stay') => void;
  cancel: () => void;
  /** Answers the id of the new line. */
  addBelow: (kind: QuoteLine['kind'], row?: number, more?: Partial<QuoteLine>) => string;
  remove: (row: number) => void;
  move: (from: number, to: number) => void;
}

/** What the input of a cell needs: the text it begins with, and how it is left. */
export interface Typing extends Pick<GridActions, 'commit' | 'cancel'> {
  begun: string;
}

export interface Grid {
  active: Place;
  /** What the active cell's input begins with; null while nothing is typed. */
  editing: string | null;
  /** The same at every draw: rows that take them are not drawn again for them. */
  actions: GridActions;
  handleKey: (event: KeyboardEvent) => void;
  handlePaste: (event: ClipboardEvent) => void;
}

interface GridInput {
  editor: DraftEditor;
  /** Of lines of which nobody says otherwise. */
  tax: LineTax | null;
  columns: readonly GridColumn[];
  canEdit: boolean;
  focus: () => void;
  reveal: (row: number) => void;
  /** A line of a product gets another unit: it has to be priced in it. */
  onUnit: (units: ReadonlyMap<string, string | null>) => void;
  /** A table was pasted: how many rows, and how many cells could not be read; null where there were too many. */
  onPasted: (pasted: Pasted | null) => void;
}

/** Where the grid stands, and whether its cell is being typed into. */
function usePlaces({ editor, tax, columns, canEdit, focus, reveal }: GridInput) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 'name' });
  const [editing, setEditing] = useState<string | null>(null);
  const { lines, currency } = editor.draft.content;
  const row = Math.max(0, Math.min(place.row, lines.length - 1));
  const active: Place = { row, column: lines[row]?.kind === 'item' ? place.column : 'name' };
  const setActive = (next: Place): void => {
    setPlace(next);
    reveal(next.row);
  };
  const edit = (text?: string): void => {
    const line = lines[active.row];
    if (!canEdit || !line || !isTyped(active.column)) return;
    setEditing(text ?? cellText(line, active.column, editor.draft.costs[line.id], currency));
  };
  const addBelow: GridActions['addBelow'] = (kind, at = active.row, more = {}) => {
    const index = lines.length === 0 ? 0 : at + 1;
    const line = newLine(kind, tax, more);
    editor.change((draft) => insertLines(draft, index, [line]));
    setActive({ row: index, column: 'name' });
    setEditing(null);
    focus();
    return line.id;
  };
  const step = (way: 'down' | 'right' | 'left' | 'stay', isLast: boolean): void => {
    if (way === 'stay') return;
    if (way === 'down' && !isLast) return setActive({ ...active, row: active.row + 1 });
    const next = way === 'down' ? null : beside(lines, columns, active, way);
    if (next) setActive(next);
    else if (way !== 'left') addBelow('item');
  };
  const cancel = (): void => {
    setEditing(null);
    focus();
  };
  return { active, editing, setActive, edit, addBelow, step, cancel };
}

/** Where the grid stands, what is typed, and what its keys do. */
export function useGrid(input: GridInput): Grid {
  const { editor, tax, columns, canEdit, focus, onPasted, onUnit } = input;
  const leaves = useRef(false);
  const places = usePlaces(input);
  const { active, editing, setActive, cancel, step } = places;
  const { lines, currency } = editor.draft.content;
  const commit: GridActions['commit'] = (text, way = 'stay') => {
    const line = lines[active.row];
    const { column } = active;
    if (line && isTyped(column) && cellText(line, column, editor.draft.costs[line.id], currency) !== text) {
      if (column === 'unit' && line.productId !== null) onUnit(new Map([[line.id, text.trim() || null]]));
      else editor.change((draft) => setCell(draft, line.id, column, text));
    }
    cancel();
    const isLast = active.row === lines.length - 1;
    if (!(isLast && line && isEmptyItem(line) && text.trim() === '')) step(way, isLast);
  };
  const remove = (at: number): void => {
    const line = lines[at];
    if (line) editor.change((draft) => removeLine(draft, line.id));
    focus();
  };
  const move = (from: number, to: number): void => {
    editor.change((draft) => moveLine(draft, from, to));
    setActive({ ...active, row: Math.max(0, Math.min(to, lines.length - 1)) });
  };
  const paste = (text: string): void => {
    const pasted = pasteTable(editor.draft, active.row, isTyped(active.column) ? active.column : 'name', readTable(text), tax);
    if (pasted) editor.change(() => pasted.draft);
    cancel();
    onPasted(pasted);
  };
  const handlePaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    const isTable = /[\t\n]/.test(text.replace(/\r?\n$/, ''));
    if (!canEdit || text === '' || (editing !== null && !isTable)) return;
    event.preventDefault();
    if (isTable) paste(text);
    else commit(text.trim());
  };
  const { edit, addBelow } = places;
  const newest: GridActions = { setActive, edit, commit, cancel, addBelow, remove, move };
  return {
    active,
    editing,
    actions: useStable(newest),
    handlePaste,
    handleKey: (event) => handleGridKey(event, { ...newest, active, editing, step, editor, columns, canEdit, leaves }),
  };
}

/** The typed cell beside this one, on the next or last line at the end of one. */
function beside(
  lines: readonly QuoteLine[],
  columns: readonly GridColumn[],
  { row, column }: Place,
  way: 'right' | 'left',
): Place | null {
  const by = way === 'right' ? 1 : -1;
  const keys = (at: number): GridColumn['key'][] =>
    lines[at]?.kind === 'item' ? columns.flatMap(({ key }) => (isTyped(key) ? [key] : [])) : ['name'];
  const here = keys(row);
  const next = here[here.indexOf(column) + by];
  if (next) return { row, column: next };
  const other = row + by;
  if (!lines[other]) return null;
  const there = keys(other);
  return { row: other, column: (way === 'right' ? there[0] : there.at(-1)) ?? 'name' };
}

interface KeyInput extends GridActions {
  active: Place;
  editing: string | null;
  editor: DraftEditor;
  columns: readonly GridColumn[];
  canEdit: boolean;
  leaves: { current: boolean };
  step: (way: 'right' | 'left', isLast: boolean) => void;
}

/** Keys while nothing is typed: moving, starting to type, lines in and out, undo. */
function handleGridKey(event: KeyboardEvent, grid: KeyInput): void {
  if (grid.editing !== null || event.target !== event.currentTarget) return;
  const isCommand = event.ctrlKey || event.metaKey;
  const done =
    (isCommand ? commandKey(event, grid) : moveKey(event, grid)) || (grid.canEdit && !isCommand && typeKey(event, grid));
  grid.leaves.current = event.key === 'Escape';
  if (done) event.preventDefault();
}

function commandKey({ key, shiftKey }: KeyboardEvent, { canEdit, editor, addBelow, remove, active }: KeyInput): boolean {
  if (!canEdit) return false;
  const keys: Record<string, () => void> = {
    z: shiftKey ? editor.redo : editor.undo,
    Z: editor.redo,
    y: editor.redo,
    Enter: () => addBelow('item'),
    Backspace: () => remove(active.row),
    Delete: () => remove(active.row),
  };
  const run = keys[key];
  run?.();
  return run !== undefined;
}

function moveKey({ key, altKey, shiftKey }: KeyboardEvent, grid: KeyInput): boolean {
  const { active, columns, setActive, move, canEdit, leaves, editor, step } = grid;
  const { lines } = editor.draft.content;
  const last = lines.length - 1;
  const up = key === 'ArrowUp' || key === 'PageUp';
  if (up || key === 'ArrowDown' || key === 'PageDown') {
    const row = Math.max(0, Math.min(last, active.row + (up ? -1 : 1) * (key.startsWith('Page') ? 15 : 1)));
    if (altKey && canEdit) move(active.row, row);
    else setActive({ ...active, row });
    return true;
  }
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const at = columns.findIndex((column) => column.key === active.column);
    const next = columns[at + (key === 'ArrowLeft' ? -1 : 1)];
    if (next) setActive({ ...active, column: next.key });
    return true;
  }
  if (key === 'Home' || key === 'End') {
    setActive({ ...active, row: key === 'Home' ? 0 : Math.max(0, last) });
    return true;
  }
  // After Escape the next Tab leaves the grid, for those who have no mouse; so does one at either end.
  if (key !== 'Tab' || leaves.current || !canEdit) return false;
  const way = shiftKey ? 'left' : 'right';
  if (!beside(lines, columns, active, way)) return false;
  step(way, active.row === last);
  return true;
}

function typeKey({ key, nativeEvent }: KeyboardEvent, { edit, commit, active, editor, addBelow }: KeyInput): boolean {
  if (editor.draft.content.lines.length === 0) {
    if (key === 'Enter') addBelow('item');
    return key === 'Enter';
  }
  if (key === 'Enter' || key === 'F2') {
    edit();
    return true;
  }
  const isClearable =
    active.column === 'name' || active.column === 'unit' || active.column === 'discount' || active.column === 'unitCost';
  if ((key === 'Delete' || key === 'Backspace') && isClearable) {
    commit('');
    return true;
  }
  // An input method composes in the field that has the focus: it has to be there before the first letter.
  const isComposing = key === 'Process' || nativeEvent.isComposing;
  if (isComposing || key.length === 1) flushSync(() => edit(isComposing ? '' : key));
  return key.length === 1 && !isComposing;
}
