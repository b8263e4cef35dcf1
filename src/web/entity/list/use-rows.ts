import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { call, keyOf, queryOf } from '../../api.ts';
import { showProblem } from '../../ui/toast.tsx';
import type { EntityRow, EntityUi } from '../entity-ui.ts';
import type { ListState } from './list-state.ts';
import { type Page, pagesIn, readAgain, type ReadPage, rowsOf, withFresh } from './pages.ts';

const pageSize = 100;

interface Pages {
  pages: Page[];
}

/** The query of a list, without its page. */
export function listQueryOf(ui: EntityUi, state: ListState): { filter?: string; sort?: string; q?: string; deleted?: 'true' } {
  const sort = state.sort || ui.defaultSort;
  return {
    ...(state.filter ? { filter: JSON.stringify(state.filter) } : {}),
    ...(sort ? { sort } : {}),
    ...(state.q ? { q: state.q } : {}),
    ...(state.isBin ? { deleted: 'true' } : {}),
  };
}

export interface Rows {
  rows: EntityRow[];
  count: { count: number; capped: boolean } | undefined;
  isLoading: boolean;
  /** Rows of the filter before are still shown. */
  isStale: boolean;
  error: Error | null;
  hasMore: boolean;
  loadMore: () => void;
  /** Tells which rows are in sight. */
  see: (first: number, last: number) => void;
  retry: () => void;
}

/**
 * The rows of a list, page by page as they are scrolled to, and how many there are. Whatever asks for the list again (a colleague's
 * change, one's own, coming back) reads the pages in sight alone; the others are read when they are seen.
 */
export function useRows(ui: EntityUi, state: ListState, enabled: boolean): Rows {
  const query = listQueryOf(ui, state);
  const client = useQueryClient();
  const seen = useRef<readonly number[]>([0]);
  const isReading = useRef(false);
  const queryKey = [...keyOf(ui.api.list, { query }), 'pages'];
  const read: ReadPage = (cursor) =>
    call(ui.api.list, { query: { ...query, limit: pageSize, ...(cursor === null ? {} : { cursor }) } });
  const known = (): Page[] => client.getQueryData<Pages>(queryKey)?.pages ?? [];
  const list = useQuery<Pages>({
    queryKey,
    queryFn: async () => {
      const before = known();
      if (before.length === 0) return { pages: [{ cursor: null, ...(await read(null)) }] };
      const wanted = seen.current.filter((index) => index < before.length);
      const fresh = await readAgain(before, wanted.length > 0 ? wanted : [0], read);
      return { pages: withFresh(known(), fresh, true) };
    },
    placeholderData: keepPreviousData,
    enabled,
  });
  const { sort: _, ...counted } = query;
  const count = useQuery({ ...queryOf(ui.api.count, { query: counted }), placeholderData: keepPreviousData, enabled });
  const { rows, starts } = useMemo(() => rowsOf(list.data?.pages ?? []), [list.data]);
  /** One read beside the query's own at a time; what fails is tried again at the next occasion. */
  const change = (make: () => Promise<Page[]>): void => {
    if (isReading.current || list.isPlaceholderData) return;
    isReading.current = true;
    void make()
      .then((pages) => client.setQueryData<Pages>(queryKey, { pages }))
      .catch(showProblem)
      .finally(() => {
        isReading.current = false;
      });
  };
  const lastCursor = list.data?.pages.at(-1)?.nextCursor ?? null;
  return {
    rows,
    count: count.data,
    isLoading: list.isPending,
    isStale: list.isPlaceholderData,
    error: list.error,
    hasMore: lastCursor !== null,
    loadMore: () =>
      change(async () => {
        const page = { cursor: lastCursor, ...(await read(lastCursor)) };
        const pages = known();
        return pages.at(-1)?.nextCursor === lastCursor ? [...pages, page] : pages;
      }),
    see: (first, last) => {
      seen.current = pagesIn(starts, first, last);
      const old = seen.current.filter((index) => list.data?.pages[index]?.isOld);
      if (old.length > 0) change(async () => withFresh(known(), await readAgain(known(), old, read), false));
    },
    retry: () => void list.refetch(),
  };
}
