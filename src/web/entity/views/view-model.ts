import type { Audience, LostPart, SavedView, ViewColumn } from '../../../modules/records/views/contract.ts';
import { readFilter } from '../filter/filter-model.ts';
import { type Look, plainLook } from '../list/list-state.ts';
import type { BuiltInView } from './built-in-view.ts';

/** The list as it is, which every list has. */
export const allKey = 'all';

/** A view that can be opened, kept or built in. */
export interface View {
  /** What the address calls it: an id, or the key of a built-in one. */
  key: string;
  look: Look;
  columns: readonly ViewColumn[];
  lost: readonly LostPart[];
  saved: SavedView | null;
}

export function viewOfSaved(saved: SavedView): View {
  const { id, sort, columns, lost, processId, cardOrder } = saved;
  const look = { filter: parsed(saved.filter), sort, process: processId ?? '', order: cardOrder ?? '' };
  return { key: id, look, columns, lost, saved };
}

function parsed(filter: string | null): Look['filter'] {
  if (filter === null) return null;
  try {
    return readFilter(JSON.parse(filter));
  } catch {
    return null;
  }
}

export function viewOfBuiltIn({ key, filter, sort = '' }: BuiltInView): View {
  return { key, look: { ...plainLook, filter: filter ?? null, sort }, columns: [], lost: [], saved: null };
}

export const allView: View = viewOfBuiltIn({ key: allKey });

/** The look as the API takes it. */
export function bodyOfLook({ filter, sort, process, order }: Look, columns: readonly ViewColumn[]) {
  return {
    filter: filter && JSON.stringify(filter),
    sort,
    columns: [...columns],
    processId: process || null,
    cardOrder: order || null,
  };
}

/** What the dialog of a view asks for. */
export interface ViewNaming {
  name: string;
  audience: Audience;
  teamId: string | null;
}
