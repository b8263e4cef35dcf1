import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createView,
  removeView,
  restoreView,
  SavedView,
  setDefaultView,
  updateView,
} from '../../../modules/records/views/contract.ts';
import { call, nounOf } from '../../api.ts';
import { copyLink } from '../../copy-link.ts';
import { showDone, showProblem, showUndo } from '../../ui/toast.tsx';
import { useBothSides } from '../../use-both-sides.ts';
import { currentOf } from '../../problem.ts';
import { useFormat } from '../../use-format.ts';
import type { EntityUi } from '../entity-ui.ts';
import type { Columns } from '../list/columns.ts';
import type { ListState } from '../list/list-state.ts';
import type { Views } from './use-views.ts';
import { allKey, bodyOfLook, type ViewNaming } from './view-model.ts';

/** Where a view is open. */
export interface ViewPlace {
  ui: EntityUi;
  views: Views;
  state: ListState;
  /** Of a list; a board has none. */
  columns: Columns | null;
}

/** Opens a view, without what the address said beside it. */
function useOpen(): (key: string) => void {
  const navigate = useNavigate();
  return (key) => void navigate({ to: '.', search: { view: key }, resetScroll: false });
}

/** The version that what is on screen began from: a colleague's save meanwhile is not written over unseen. */
function useSeenVersion(saved: SavedView | null, isTurned: boolean): number {
  const { id = '', version = 0 } = saved ?? {};
  const [seen, setSeen] = useState({ id, version });
  if (seen.id !== id || (!isTurned && seen.version !== version)) setSeen({ id, version });
  return seen.version;
}

/** Keeps what a list shows as a view, new or the one that is open. */
function useKeeping({ ui, views, state, columns }: ViewPlace) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const open = useOpen();
  const { saved } = views.view;
  const format = useFormat();
  const bothSides = useBothSides();
  const seen = useSeenVersion(saved, views.isTurned || columns?.isTurned === true);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: [nounOf(createView)] });
  const look = bodyOfLook(state, columns?.chosen ?? []);
  /** The address and the device keep what was changed; both forget it once the view has it. */
  const settle = async ({ id, name }: SavedView): Promise<void> => {
    await refresh();
    columns?.reset();
    open(id);
    showDone(t('web:views.saved', { name }));
  };
  return {
    refresh,
    create: async (naming: ViewNaming): Promise<void> => {
      await settle(await call(createView, { body: { object: ui.object, layout: views.layout, ...naming, ...look } }));
    },
    rename: async (naming: ViewNaming, version: number): Promise<void> => {
      if (!saved) return;
      await call(updateView, { params: { id: saved.id }, body: { version, ...naming } });
      await refresh();
      showDone(t('web:views.saved', { name: naming.name }));
    },
    save: async (): Promise<void> => {
      if (!saved) return;
      const { id } = saved;
      const write = async (version: number): Promise<void> =>
        settle(await call(updateView, { params: { id }, body: { version, ...look } }));
      try {
        await write(seen);
      } catch (error) {
        const current = currentOf(error) && SavedView.parse(currentOf(error));
        const when = current ? format.instant(current.updatedAt) : '';
        const sides = { theirs: t('web:views.changedAt', { when }), mine: t('web:views.asOnScreen') };
        const kept = await bothSides(error, { ...sides, overwrite: () => write(current?.version ?? seen) });
        await refresh();
        if (kept === 'theirs') {
          columns?.reset();
          open(id);
        }
      }
    },
  };
}

/** What can be done with the view that is open. */
export function useViewActions(place: ViewPlace) {
  const { t } = useTranslation();
  const open = useOpen();
  const keeping = useKeeping(place);
  const [editing, setEditing] = useState<'new' | 'open' | null>(null);
  const { ui, views, columns } = place;
  const { view, layout, opensWith, start } = views;
  const { saved } = view;
  const { refresh } = keeping;
  const remove = async ({ id, name }: SavedView): Promise<void> => {
    await call(removeView, { params: { id } });
    open(allKey);
    await refresh();
    showUndo(t('web:views.removed', { name }), async () => {
      await call(restoreView, { params: { id } });
      await refresh();
      open(id);
    });
  };
  const setDefault = async (key: string): Promise<void> => {
    const chosen = key === start ? null : key;
    await call(setDefaultView, { body: { object: ui.object, layout, view: chosen } });
    await refresh();
  };
  return {
    editing,
    isTurned: views.isTurned || columns?.isTurned === true,
    isDefault: opensWith === view.key,
    isStart: start === view.key,
    open,
    save: () => void keeping.save(),
    keep: async (naming: ViewNaming, version: number): Promise<void> => {
      await (editing === 'open' ? keeping.rename(naming, version) : keeping.create(naming));
      setEditing(null);
    },
    remove: () => void (saved && remove(saved).catch(showProblem)),
    setDefault: () => void setDefault(view.key).catch(showProblem),
    unsetDefault: () => void setDefault(start).catch(showProblem),
    copyLink: () => void copyLink(`${window.location.pathname}?view=${encodeURIComponent(view.key)}`),
    undo: () => {
      columns?.reset();
      open(view.key);
    },
    startNew: () => setEditing('new'),
    startEdit: () => setEditing('open'),
    close: () => setEditing(null),
  };
}

export type ViewActions = ReturnType<typeof useViewActions>;
