import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '../../is-typing.ts';
import type { Column } from './columns.ts';
import type { RowSelection } from './selection.ts';
import type { Cells } from './use-cells.ts';
import type { Rows } from './use-rows.ts';

interface ListKeys {
  rows: Rows;
  selection: RowSelection;
  onOpen: (id: string) => void;
  onNew: (() => void) | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
  active: number;
  move: (index: number) => void;
  onPeek: ((index: number) => void) | undefined;
  columns: readonly Column[];
  cells: Cells;
}

/** True where a key belongs to something else: letters to who types, all to a dialog or menu, a few to what has the focus. */
function isElsewhere({ key, target }: KeyboardEvent): boolean {
  if (isTyping(target) || document.querySelector('[role="dialog"], [role="menu"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (key === 'Enter' || key === ' ') return target.closest('button, a, input, [role="button"]') !== null;
  return key.startsWith('Arrow') && target.closest('input[type="radio"]') !== null;
}

function actionOf(event: KeyboardEvent, keys: ListKeys): (() => void) | null {
  const { rows, selection, active } = keys;
  const last = rows.rows.length - 1;
  const row = rows.rows[active];
  const order = rows.rows.map(({ id }) => id);
  if (last < 0 && event.key !== 'n' && event.key !== '/') return null;
  switch (event.key) {
    case 'j':
    case 'ArrowDown':
      return () => keys.move(Math.min(last, active + 1));
    case 'k':
    case 'ArrowUp':
      return () => keys.move(Math.max(0, active - 1));
    case 'Home':
      return () => keys.move(0);
    case 'End':
      return () => keys.move(last);
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'F2':
    case 'Enter':
      return row ? cellAction(event.key, keys, row.id) : null;
    case 'o':
      return row ? () => keys.onOpen(row.id) : null;
    case 'x':
    case ' ':
      return row ? () => selection.toggle(row.id) : null;
    case 'p':
      return keys.onPeek ? () => keys.onPeek?.(Math.max(0, active)) : null;
    case 'X':
      return row ? () => selection.extendTo(row.id, order) : null;
    case 'Escape':
      if (keys.cells.column >= 0) return () => keys.cells.choose(-1);
      return selection.size > 0 ? selection.clear : null;
    case 'n':
      return keys.onNew ?? null;
    case '/':
      return () => keys.searchRef.current?.focus();
    default:
      return null;
  }
}

/** Keys within the active row: arrows choose a cell, Enter and F2 edit it; Enter on the row as a whole opens it. */
function cellAction(key: string, { cells, columns, onOpen }: ListKeys, id: string): (() => void) | null {
  const chosen = columns[cells.column];
  if (key === 'ArrowRight') return () => cells.choose(Math.min(columns.length - 1, cells.column + 1));
  if (key === 'ArrowLeft') return () => cells.choose(Math.max(-1, cells.column - 1));
  if (key === 'F2') return () => cells.edit(id, chosen?.key);
  return chosen && cells.writable.has(chosen.key) ? () => cells.edit(id, chosen.key) : () => onOpen(id);
}

/** j/k or arrows move, Enter opens, F2 edits, p shows beside the list, x selects, / searches, n makes a new one. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event)) return;
      const action = actionOf(event, latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
}
