import { useMemo, useState } from 'react';
import type { Selection } from '../../../modules/records/entities/contract.ts';
import type { FilterNode } from '../../../platform/filter.ts';

export interface RowSelection {
  ids: ReadonlySet<string>;
  /** Everything the filter finds is meant, also what is not loaded. */
  isAll: boolean;
  size: number;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** Selects from the row last toggled to this one. */
  extendTo: (id: string, order: readonly string[]) => void;
  set: (ids: readonly string[]) => void;
  takeAll: (count: number) => void;
  clear: () => void;
  /** What the bulk endpoints act on. */
  toBody: (filter: FilterNode | null) => Selection;
}

const everything: FilterNode = { field: 'createdAt', op: 'isNotEmpty' };

/** Which rows of a list are selected. */
export function useSelection(): RowSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState<number | null>(null);
  const [last, setLast] = useState<string | null>(null);
  return useMemo(() => {
    const put = (next: ReadonlySet<string>): void => {
      setAll(null);
      setIds(next);
    };
    return {
      ids,
      isAll: all !== null,
      size: all ?? ids.size,
      has: (id) => all !== null || ids.has(id),
      toggle: (id) => {
        setLast(id);
        put(ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id]));
      },
      extendTo: (id, order) => {
        const [from, to] = [order.indexOf(last ?? id), order.indexOf(id)].toSorted((a, b) => a - b);
        put(new Set([...ids, ...order.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)]));
      },
      set: (next) => put(new Set(next)),
      takeAll: (count) => setAll(count),
      clear: () => put(new Set()),
      toBody: (filter) => (all === null ? { ids: [...ids] } : { filter: JSON.stringify(filter ?? everything) }),
    };
  }, [ids, all, last]);
}
