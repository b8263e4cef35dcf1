import { IconLockOpen, IconTrash, IconUserShare } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call, nounOf } from '../../api.ts';
import { lazyOpen } from '../../lazy-open.tsx';
import type { MenuAction } from '../../ui/page-header.tsx';
import { showProblem, showUndo } from '../../ui/toast.tsx';
import { titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';

const AccessDialog = lazyOpen(async () => (await import('../access/access-dialog.tsx')).AccessDialog);
const OwnerDialog = lazyOpen(async () => (await import('./owner-dialog.tsx')).OwnerDialog);

/** Deletes the record from its own page: the list is shown, and for a while the record can be had back. */
export function useRemoveAction(ui: EntityUi, row: EntityRow): MenuAction {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [nounOf(ui.api.list)], refetchType: 'none' });
  const params = { id: row.id };
  const remove = useMutation({
    mutationFn: () => call(ui.api.remove, { params }),
    onSuccess: async () => {
      await navigate({ to: `/${nounOf(ui.api.list)}` });
      await refresh();
      showUndo(t('web:record.removed', { name: titleOf(ui, row) }), async () => {
        await call(ui.api.restore, { params });
        await refresh();
        await navigate({ to: `/${nounOf(ui.api.list)}/${row.id}` });
      });
    },
    onError: showProblem,
  });
  return {
    key: 'delete',
    label: t('web:actions.delete'),
    icon: <IconTrash size={16} />,
    isDestructive: true,
    onClick: () => remove.mutate(),
  };
}

/** Gives the record to somebody else. The dialog stands where the page puts it. */
export function useOwnerAction(ui: EntityUi, row: EntityRow): { action: MenuAction; dialog: ReactNode } {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return {
    action: {
      key: 'owner',
      label: t('web:record.changeOwner'),
      icon: <IconUserShare size={16} />,
      onClick: () => setOpen(true),
    },
    dialog: <OwnerDialog key={row.version} ui={ui} row={row} isOpen={isOpen} onClose={() => setOpen(false)} />,
  };
}

/** Shares the record, and says who sees it and why. The dialog stands where the page puts it. */
export function useAccessAction(ui: EntityUi, row: EntityRow): { action: MenuAction; dialog: ReactNode } {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return {
    action: { key: 'access', label: t('web:access.title'), icon: <IconLockOpen size={16} />, onClick: () => setOpen(true) },
    dialog: <AccessDialog id={row.id} kind={ui.object} name={titleOf(ui, row)} isOpen={isOpen} onClose={() => setOpen(false)} />,
  };
}
