import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { listViews, type Layout } from '../../../modules/records/views/contract.ts';
import { queryOf } from '../../api.ts';
import { isObject } from '../../problem.ts';
import type { EntityUi } from '../entity-ui.ts';
import { isTurned, saysMore, useListState, type ListState } from '../list/list-state.ts';
import { allKey, allView, viewOfBuiltIn, viewOfSaved, type View } from './view-model.ts';

export interface Views {
  layout: Layout;
  view: View;
  /** Kept ones first, then those of the product. */
  all: readonly View[];
  /** Key of the view the list opens with. */
  opensWith: string;
  /** Key of the one it opens with for whoever chose none. */
  start: string;
  /** The address names a view that is not there for this reader. */
  isMissing: boolean;
  /** What the list shows differs from its view. */
  isTurned: boolean;
  /** What the list shows is not known yet. */
  isLoading: boolean;
}

export function viewsQuery(object: string) {
  return { ...queryOf(listViews, { query: { object } }), meta: { kinds: ['savedView'] }, staleTime: 60_000 };
}

/** The views of a list or board, the one that is open, and what it shows with what was changed since. */
export function useViews(ui: EntityUi, layout: Layout): [Views, ListState, (change: Partial<ListState>) => void] {
  const search: unknown = useSearch({ strict: false });
  const query = useQuery(viewsQuery(ui.object));
  const { data } = query;
  const all = useMemo(() => {
    const kept = (data?.data ?? []).filter((saved) => saved.layout === layout).map(viewOfSaved);
    const own = (ui.views ?? []).filter(({ isListOnly }) => layout === 'list' || !isListOnly).map(viewOfBuiltIn);
    return [...kept, allView, ...own];
  }, [data, ui.views, layout]);
  const start = (layout === 'list' ? ui.startView : undefined) ?? allKey;
  const opensWith = data?.defaults.find((one) => one.layout === layout)?.view ?? start;
  const asked = isObject(search) && typeof search['view'] === 'string' ? search['view'] : undefined;
  // A link that says what it shows means just that, not that on top of somebody's own view.
  const key = asked ?? (saysMore(search) ? allKey : opensWith);
  const found = all.find((one) => one.key === key);
  const view = found ?? allView;
  const isNamed = asked !== undefined || view.key !== allKey || opensWith !== allKey;
  const [state, change] = useListState(view.look, isNamed ? view.key : undefined);
  const isLoading = query.isPending && (asked === undefined ? !saysMore(search) : !found);
  return [
    {
      layout,
      view,
      all,
      opensWith,
      start,
      isMissing: asked !== undefined && !found && !query.isPending,
      isTurned: isTurned(search),
      isLoading,
    },
    state,
    change,
  ];
}
