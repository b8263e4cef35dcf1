import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { FilterNode } from '../../../platform/filter.ts';
import { isObject } from '../../problem.ts';
import { readFilter } from '../filter/filter-model.ts';

/** What a list shows; it lives in the address, so that it can be sent to somebody and "back" returns to it. */
export interface ListState {
  filter: FilterNode | null;
  /** `-amountMinor,title`; nothing means the list's own order. */
  sort: string;
  q: string;
  /** Of a board: the process shown, and the order of its cards; nothing means the usual ones. */
  process: string;
  order: string;
  /** The form for a new record is open. */
  isNew: boolean;
  isBin: boolean;
}

/** What a view sets: the address says only what differs from it. */
export type Look = Pick<ListState, 'filter' | 'sort' | 'process' | 'order'>;

export const plainLook: Look = { filter: null, sort: '', process: '', order: '' };

/** Written where the view sets something and the list has nothing. */
const none = 'none';
const texts = ['sort', 'process', 'order'] as const;
const keys = ['filter', ...texts] as const;

function readText(value: unknown, own: string): string {
  if (value === none) return '';
  return typeof value === 'string' ? value : own;
}

/** The list's state from the parameters of an address, whatever they hold, over what its view sets. */
export function readListState(search: unknown, look: Look = plainLook): ListState {
  const read = isObject(search) ? search : {};
  const { filter, q, new: isNew, bin } = read;
  const isGiven = filter !== undefined;
  return {
    filter: isGiven ? readFilter(filter) : look.filter,
    sort: readText(read['sort'], look.sort),
    process: readText(read['process'], look.process),
    order: readText(read['order'], look.order),
    // The router reads "138" as a number.
    q: typeof q === 'string' || typeof q === 'number' ? String(q) : '',
    isNew: isNew === true,
    isBin: bin === true,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The parameters that say this state: only what differs from the view. */
export function writeListState(state: ListState, look: Look = plainLook): Record<string, unknown> {
  const own = keys.flatMap((key) => (isSame(state[key], look[key]) ? [] : [[key, state[key] || none]]));
  return {
    ...Object.fromEntries(own),
    ...(state.q ? { q: state.q } : {}),
    ...(state.isNew ? { new: true } : {}),
    ...(state.isBin ? { bin: true } : {}),
  };
}

/** True where an address says more than which list it is. */
export function saysMore(search: unknown): boolean {
  return isObject(search) && [...keys, 'q', 'bin'].some((key) => search[key] !== undefined);
}

/** True where an address says something that a view would keep. */
export function isTurned(search: unknown): boolean {
  return isObject(search) && keys.some((key) => search[key] !== undefined);
}

/** The list's state and a way to change parts of it. `view` is named in the address with what differs from its look. */
export function useListState(look: Look, view: string | undefined): [ListState, (change: Partial<ListState>) => void] {
  const state = readListState(useSearch({ strict: false }), look);
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<ListState>) => {
      void navigate({
        to: '.',
        search: (before: unknown) => {
          const own = new Set<string>([...keys, 'q', 'new', 'bin', 'view']);
          const others = Object.entries(isObject(before) ? before : {}).filter(([key]) => !own.has(key));
          const named = view === undefined ? {} : { view };
          return {
            ...Object.fromEntries(others),
            ...named,
            ...writeListState({ ...readListState(before, look), ...part }, look),
          };
        },
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, look, view],
  );
  return [state, change];
}

export interface SortPart {
  field: string;
  isDescending: boolean;
}

export function readSort(sort: string): SortPart[] {
  return sort
    .split(',')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('-') ? { field: part.slice(1), isDescending: true } : { field: part, isDescending: false }));
}

/** What a click on a heading makes of the order: up, down, then the list's own again. */
export function nextSort(sort: string, field: string): string {
  const [first] = readSort(sort);
  if (first?.field !== field) return field;
  return first.isDescending ? '' : `-${field}`;
}
