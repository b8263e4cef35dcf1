import { lazy, Suspense, useState, type MouseEvent, type ReactNode } from 'react';
import { lazyOpen } from '../../lazy-open.tsx';
import { loadPart } from '../../load-part.ts';
import { placeOf, type MenuPlace } from '../../ui/context-menu.tsx';
import type { EntityRow, EntityUi } from '../entity-ui.ts';
import type { RowSelection } from './selection.ts';

const RowMenu = lazy(async () => ({ default: (await loadPart(() => import('./row-menu.tsx'))).RowMenu }));
const EntityForm = lazyOpen(async () => (await import('../entity-form.tsx')).EntityForm);

interface RowMenuOptions {
  ui: EntityUi;
  rows: readonly EntityRow[];
  active: number;
  onActive: (index: number) => void;
  onOpen: (id: string) => void;
  onPeek: ((index: number) => void) | undefined;
  selection: RowSelection;
}

/** The menu of the row under the pointer, or of the active one; `menu` stands beside the grid. */
export function useRowMenu({ ui, rows, active, onActive, onOpen, onPeek, selection }: RowMenuOptions): {
  handleMenu: (event: MouseEvent) => void;
  menu: ReactNode;
} {
  const [asked, setAsked] = useState<{ index: number; place: MenuPlace } | null>(null);
  const [edited, setEdited] = useState<EntityRow | null>(null);
  const [isEditing, setEditing] = useState(false);
  const row = asked ? rows[asked.index] : undefined;
  const handleMenu = (event: MouseEvent): void => {
    const { target } = event;
    // With Shift the browser shows its own, and so it does where somebody types.
    if (event.shiftKey || !(target instanceof Element) || target.closest('form, input, [role="columnheader"]')) return;
    const line = target.closest('[role="row"][id]') ?? document.getElementById(`row-${rows[active]?.id ?? ''}`);
    const index = rows.findIndex(({ id }) => `row-${id}` === line?.id);
    if (!line || index < 0) return;
    event.preventDefault();
    onActive(index);
    setAsked({ index, place: placeOf(event, line) });
  };
  const menu = (
    <>
      {row && asked ? (
        <Suspense>
          <RowMenu
            ui={ui}
            row={row}
            place={asked.place}
            onOpen={onOpen}
            onPeek={onPeek ? () => onPeek(asked.index) : undefined}
            onEdit={() => {
              setEdited(row);
              setEditing(true);
            }}
            onSelect={() => selection.toggle(row.id)}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      ) : null}
      <EntityForm ui={ui} row={edited} isOpen={isEditing} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
    </>
  );
  return { handleMenu, menu };
}
