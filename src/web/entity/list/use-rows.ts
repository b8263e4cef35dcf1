import { keepPreviousData, useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, keyOf, queryOf } from '../../api.ts';
import type { EntityRow, EntityUi } from '../entity-ui.ts';
import type { ListState } from './list-state.ts';

const pageSize = 100;

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
  retry: () => void;
}

/** The rows of a list, page by page as they are scrolled to, and how many there are. */
export function useRows(ui: EntityUi, state: ListState, enabled: boolean): Rows {
  const query = listQueryOf(ui, state);
  type Page = { data: EntityRow[]; nextCursor: string | null };
  const list = useInfiniteQuery<Page, Error, InfiniteData<Page>, readonly unknown[], string | null>({
    queryKey: [...keyOf(ui.api.list, { query }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(ui.api.list, { query: { ...query, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  const { sort: _, ...counted } = query;
  const count = useQuery({ ...queryOf(ui.api.count, { query: counted }), placeholderData: keepPreviousData, enabled });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  return {
    rows,
    count: count.data,
    isLoading: list.isPending,
    isStale: list.isPlaceholderData,
    error: list.error,
    hasMore: list.hasNextPage,
    loadMore: () => {
      if (!list.isFetchingNextPage) void list.fetchNextPage();
    },
    retry: () => void list.refetch(),
  };
}
