import {
  IconArrowBackUp,
  IconCheckbox,
  IconEdit,
  IconExternalLink,
  IconLayoutSidebarRight,
  IconLink,
  IconSquareArrowRight,
  IconTrash,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, nounOf } from '../../api.ts';
import { copyLink } from '../../copy-link.ts';
import { recordPath } from '../../kinds.ts';
import { useMay } from '../../session.ts';
import { ContextMenu, type MenuPlace } from '../../ui/context-menu.tsx';
import type { MenuAction } from '../../ui/page-header.tsx';
import { showProblem, showUndo } from '../../ui/toast.tsx';
import { titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';

interface RowMenuProps {
  ui: EntityUi;
  row: EntityRow;
  place: MenuPlace;
  onOpen: (id: string) => void;
  onPeek: (() => void) | undefined;
  onEdit: () => void;
  onSelect: () => void;
  onClose: () => void;
}

/** Moves a record to the bin, or takes it back; either can be undone. */
function useBin(ui: EntityUi): (row: EntityRow) => Promise<void> {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: [nounOf(ui.api.list)] });
  return async (row) => {
    const params = { id: row.id };
    const [here, there] = [() => call(ui.api.restore, { params }), () => call(ui.api.remove, { params })];
    const isRemoved = row.deletedAt !== null;
    try {
      await (isRemoved ? here() : there());
      await refresh();
    } catch (error) {
      showProblem(error);
      return;
    }
    showUndo(t(isRemoved ? 'web:record.restored' : 'web:record.removed', { name: titleOf(ui, row) }), async () => {
      await (isRemoved ? there() : here());
      await refresh();
    });
  };
}

/** What can be done with one row, by right click, long press or the menu key. */
export function RowMenu({ ui, row, place, onOpen, onPeek, onEdit, onSelect, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const may = useMay();
  const bin = useBin(ui);
  const path = recordPath(ui.object, row.id);
  const isRemoved = row.deletedAt !== null;
  const action = (key: string, label: string, Icon: typeof IconLink, onClick: () => void): MenuAction => ({
    key,
    label: t(label),
    icon: <Icon size={16} stroke={1.6} aria-hidden="true" />,
    onClick,
  });
  const actions: MenuAction[] = [
    action('open', 'web:menu.open', IconSquareArrowRight, () => onOpen(row.id)),
    ...(path
      ? [
          action('tab', 'web:menu.newTab', IconExternalLink, () => window.open(path, '_blank', 'noopener')),
          action('link', 'web:menu.copyLink', IconLink, () => void copyLink(path)),
        ]
      : []),
    ...(onPeek ? [action('peek', 'web:keys.peek', IconLayoutSidebarRight, onPeek)] : []),
    ...(may(ui.object, 'edit') && !isRemoved ? [action('edit', 'web:actions.edit', IconEdit, onEdit)] : []),
    action('select', 'web:keys.select', IconCheckbox, onSelect),
    ...(may(ui.object, 'delete') && (isRemoved || (ui.canRemove?.(row) ?? true))
      ? [
          isRemoved
            ? action('restore', 'web:actions.restore', IconArrowBackUp, () => void bin(row))
            : { ...action('delete', 'web:actions.delete', IconTrash, () => void bin(row)), isDestructive: true },
        ]
      : []),
  ];
  return <ContextMenu place={place} label={titleOf(ui, row)} actions={actions} onClose={onClose} />;
}
