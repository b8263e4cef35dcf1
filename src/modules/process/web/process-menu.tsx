import { IconCirclePlus, IconCopy, IconPencil, IconPlayerStop, IconStar } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { useMay } from '../../../web/session.ts';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import type { MenuAction } from '../../../web/ui/page-header.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { Process } from '../contract.ts';
import { useLocalized } from './localized-name.ts';
import { useRetireVersion } from './designer-queries.ts';
import { useUpdateProcess } from './queries.ts';

const NewProcessDialog = lazyOpen(async () => (await import('./process-dialogs.tsx')).NewProcessDialog);
const RenameDialog = lazyOpen(async () => (await import('./process-dialogs.tsx')).RenameDialog);

/** What is done seldom with a process: a new one, another name, the default, out of use. */
export function useProcessMenu(process: Process, all: readonly Process[]): { actions: MenuAction[]; dialogs: ReactNode } {
  const { t } = useTranslation();
  const may = useMay();
  const localized = useLocalized();
  const [open, setOpen] = useState<'new' | 'copy' | 'rename' | null>(null);
  const close = (): void => setOpen(null);
  const makeDefault = useMakeDefault(process);
  const retire = useRetire(process);
  const name = localized(process.names);
  const actions: MenuAction[] = [
    ...(may('process', 'create')
      ? [
          {
            key: 'new',
            label: t('process:screens.newProcess'),
            icon: <IconCirclePlus size={16} />,
            onClick: () => setOpen('new'),
          },
          {
            key: 'copy',
            label: t('process:screens.copyProcess', { name }),
            icon: <IconCopy size={16} />,
            onClick: () => setOpen('copy'),
          },
        ]
      : []),
    ...(may('process', 'edit')
      ? [{ key: 'rename', label: t('process:screens.rename'), icon: <IconPencil size={16} />, onClick: () => setOpen('rename') }]
      : []),
    ...(may('process', 'edit') && !process.isDefault && process.published ? [makeDefault] : []),
    ...(may('process', 'publish') && !process.isDefault && process.published ? [retire] : []),
  ];
  return {
    actions,
    dialogs: (
      <>
        <NewProcessDialog
          key={open === 'copy' ? process.id : 'new'}
          isOpen={open === 'new' || open === 'copy'}
          all={all}
          source={open === 'copy' ? process.id : null}
          onClose={close}
        />
        <RenameDialog key={process.version} isOpen={open === 'rename'} process={process} onClose={close} />
      </>
    ),
  };
}

function useMakeDefault(process: Process): MenuAction {
  const { t } = useTranslation();
  const localized = useLocalized();
  const update = useUpdateProcess();
  return {
    key: 'default',
    label: t('process:screens.makeDefault'),
    icon: <IconStar size={16} />,
    onClick: () =>
      update.mutate(
        { id: process.id, body: { version: process.version, isDefault: true } },
        {
          onSuccess: () => showDone(t('process:screens.defaultNow', { name: localized(process.names) })),
          onError: showProblem,
        },
      ),
  };
}

function useRetire(process: Process): MenuAction {
  const { t } = useTranslation();
  const localized = useLocalized();
  const confirm = useConfirm();
  const retire = useRetireVersion();
  const name = localized(process.names);
  const handleRetire = async (): Promise<void> => {
    const { published } = process;
    if (!published) return;
    const yes = await confirm({
      title: t('process:screens.retireTitle', { name }),
      text: t('process:screens.retireText'),
      action: t('process:screens.retire'),
      isDestructive: true,
    });
    if (yes)
      retire.mutate(
        { id: published.id, body: { version: published.version } },
        { onSuccess: () => showDone(t('process:screens.retired', { name })), onError: showProblem },
      );
  };
  return {
    key: 'retire',
    label: t('process:screens.retire'),
    icon: <IconPlayerStop size={16} />,
    isDestructive: true,
    onClick: () => void handleRetire(),
  };
}
