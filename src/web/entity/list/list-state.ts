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
  /** The form for a new record is open. */
  isNew: boolean;
  isBin: boolean;
}

/** The list's state from the parameters of an address, whatever they hold. */
export function readListState(search: unknown): ListState {
  const read = isObject(search) ? search : {};
  const { filter, sort, q, new: isNew, bin } = read;
  return {
    filter: readFilter(filter),
    sort: typeof sort === 'string' ? sort : '',
    // The router reads "138" as a number.
    q: typeof q === 'string' || typeof q === 'number' ? String(q) : '',
    isNew: isNew === true,
    isBin: bin === true,
  };
}

export function writeListState(state: ListState): Record<string, unknown> {
  return {
    ...(state.filter ? { filter: state.filter } : {}),
    ...(state.sort ? { sort: state.sort } : {}),
    ...(state.q ? { q: state.q } : {}),
    ...(state.isNew ? { new: true } : {}),
    ...(state.isBin ? { bin: true } : {}),
  };
}

/** The list's state and a way to change parts of it. */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const state = readListState(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<ListState>) => {
      void navigate({
        to: '.',
        search: (before: unknown) => {
          // What others keep in the address (a view's name) stays.
          const { filter: _f, sort: _s, q: _q, new: _n, bin: _b, ...rest } = isObject(before) ? before : {};
          return { ...rest, ...writeListState({ ...readListState(before), ...part }) };
        },
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
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
