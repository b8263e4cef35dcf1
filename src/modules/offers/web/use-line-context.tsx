import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MenuPlace, placeOf } from '../../../web/ui/context-menu.tsx';
import { type LineActionProps, LineContextMenu } from './line-menu.tsx';
import type { LineView } from './line-view.ts';
import type { Place } from './use-grid.ts';

interface LineContextOptions extends Omit<LineActionProps, 'view'> {
  /** Where the grid stands. */
  active: Place;
  views: readonly LineView[];
  canEdit: boolean;
}

/** The menu of the line under the pointer, or of the active one; `menu` stands beside the grid. */
export function useLineContext({ views, active, canEdit, ...shared }: LineContextOptions): {
  handleMenu: (event: MouseEvent) => void;
  menu: ReactNode;
} {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ id: string; place: MenuPlace } | null>(null);
  const handleMenu = (event: MouseEvent): void => {
    const { target } = event;
    // With Shift the browser shows its own, and so it does where somebody types.
    if (!canEdit || event.shiftKey || !(target instanceof Element) || target.closest('input, textarea, [role="columnheader"]'))
      return;
    const row = target.closest('[role="row"][id]') ?? document.getElementById(`line-${views[active.row]?.line.id ?? ''}`);
    const view = views.find(({ line }) => `line-${line.id}` === row?.id);
    if (!row || !view) return;
    event.preventDefault();
    shared.actions.setActive({ row: view.index, column: active.column });
    setAsked({ id: view.line.id, place: placeOf(event, row) });
  };
  const view = views.find(({ line }) => line.id === asked?.id);
  const menu =
    asked && view ? (
      <LineContextMenu
        {...shared}
        view={view}
        place={asked.place}
        label={t('offers:screens.lineMenu', { name: view.line.name })}
        onClose={() => setAsked(null)}
      />
    ) : null;
  return { handleMenu, menu };
}
