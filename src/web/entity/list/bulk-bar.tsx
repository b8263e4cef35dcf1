import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { lazyOpen } from '../../lazy-open.tsx';
import { useMay } from '../../session.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { useFormat } from '../../use-format.ts';
import { useShowBulk, type BulkProps } from './bulk.ts';
import type { Column } from './columns.ts';
import classes from './entity-list.module.css';
import { useExports } from './export.ts';
import { listQueryOf } from './use-rows.ts';

const BulkEdit = lazyOpen(async () => (await import('./bulk-edit.tsx')).BulkEdit);

function useBulkRemove({ ui, state, selection }: BulkProps) {
  const showBulk = useShowBulk(ui);
  return useMutation({
    mutationFn: (isRestore: boolean) =>
      call(isRestore ? ui.api.bulkRestore : ui.api.bulkRemove, { body: { select: selection.toBody(state.filter) } }),
    onSuccess: async (result, isRestore) => {
      selection.clear();
      await showBulk(isRestore ? 'web:bulk.restored' : 'web:bulk.removed', result);
    },
    onError: showProblem,
  });
}

/** What can be done with the selected rows, at the foot of the list while there are some. */
export function BulkBar(props: BulkProps & { columns: readonly Column[]; isOpen: boolean }) {
  const { ui, state, rows, selection, isOpen } = props;
  const { t } = useTranslation();
  const may = useMay();
  const confirm = useConfirm();
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const remove = useBulkRemove(props);
  const { size } = selection;
  if (!isOpen) return null;
  const handleRemove = async (): Promise<void> => {
    const title = t('web:bulk.removeTitle', { count: size, shown: format.number(size) });
    const isSure =
      size < 2 ||
      (await confirm({ title, text: t('web:bulk.removeText'), action: t('web:actions.delete'), isDestructive: true }));
    if (isSure) remove.mutate(false);
  };
  const total = rows.count;
  // A search by text cannot be handed on as a filter: then only what is loaded can be taken.
  const canTakeAll = !selection.isAll && total && !state.q && !state.isBin && size === rows.rows.length && total.count > size;
  return (
    <div className={classes['bulk']} role="region" aria-label={t('web:bulk.label')}>
      <b>{t('web:bulk.selected', { count: size, shown: format.number(size) })}</b>
      {canTakeAll ? (
        <Button variant="subtle" size="compact-sm" onClick={() => selection.takeAll(total.count)}>
          {t('web:bulk.takeAll', { shown: `${format.number(total.count)}${total.capped ? '+' : ''}` })}
        </Button>
      ) : null}
      {state.isBin ? (
        <Button variant="default" onClick={() => remove.mutate(true)} loading={remove.isPending}>
          {t('web:actions.restore')}
        </Button>
      ) : (
        <>
          {may(ui.object, 'edit') ? (
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('web:bulk.edit')}
            </Button>
          ) : null}
          {may(ui.object, 'export') ? <BulkExport {...props} /> : null}
          {may(ui.object, 'delete') ? (
            <Button variant="default" c="var(--bad)" onClick={() => void handleRemove()} loading={remove.isPending}>
              {t('web:actions.delete')}
            </Button>
          ) : null}
        </>
      )}
      <Button variant="subtle" color="gray" onClick={selection.clear}>
        {t('web:bulk.clear')}
      </Button>
      <BulkEdit {...props} isOpen={isEditing} onClose={() => setEditing(false)} />
    </div>
  );
}

function BulkExport({ ui, state, rows, selection, columns }: BulkProps & { columns: readonly Column[] }) {
  const { t } = useTranslation();
  const exports = useExports(ui, columns);
  // As they stand on the screen, whatever the order in which they were taken.
  const ids = rows.rows.flatMap(({ id }) => (selection.has(id) ? [id] : []));
  const wanted = selection.isAll ? listQueryOf(ui, state) : { ids };
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{t('web:actions.export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exports.map(({ format, label, start }) => (
          <Menu.Item key={format} onClick={() => start(wanted)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
