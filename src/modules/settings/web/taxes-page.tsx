import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ActionMenu, type MenuAction } from '../../../web/ui/page-header.tsx';
import { showDone, showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { TaxClass } from '../taxes/contract.ts';
import { taxRateOn } from '../taxes/rules.ts';
import { useCreateTaxClass, useRemoveTaxClass, useTaxClasses, useUpdateTaxClass } from './queries.ts';
import classes from './taxes.module.css';

const TaxDialog = lazyOpen(async () => (await import('./tax-dialog.tsx')).TaxDialog);

/** Which tax products carry, by dated rates. */
export function TaxesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const taxes = useTaxClasses();
  const [edited, setEdited] = useState<TaxClass | 'new' | null>(null);
  const mayEdit = may('settings', 'edit');
  return (
    <SettingsFrame
      title={t('settings:taxes.title')}
      intro={t('settings:taxes.intro')}
      primary={mayEdit ? <Button onClick={() => setEdited('new')}>{t('settings:taxes.add')}</Button> : null}
    >
      <Card>
        {taxes.error ? <ErrorState error={taxes.error} onRetry={() => void taxes.refetch()} /> : null}
        {taxes.isPending ? <Skeleton height={160} m="md" /> : null}
        <ul className={classes['list']}>
          {taxes.data?.data.map((one) => (
            <TaxRow key={one.id} tax={one} mayEdit={mayEdit} onEdit={() => setEdited(one)} />
          ))}
        </ul>
      </Card>
      <TaxDialog
        key={edited === null || edited === 'new' ? edited : `${edited.id} ${edited.version}`}
        isOpen={edited !== null}
        tax={edited === 'new' ? null : edited}
        onClose={() => setEdited(null)}
      />
    </SettingsFrame>
  );
}

/** The rate that is to come, if one is set already. */
function nextRate({ rates }: TaxClass, today: string): TaxClass['rates'][number] | undefined {
  return rates.filter(({ validFrom }) => validFrom > today).at(-1);
}

function TaxRow({ tax, mayEdit, onEdit }: { tax: TaxClass; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const update = useUpdateTaxClass();
  const remove = useRemoveTaxClass();
  const create = useCreateTaxClass();
  const { id, version, name, isActive, isDefault, invoiceKinds, isExempt } = tax;
  const rate = taxRateOn(tax, format.today());
  const next = nextRate(tax, format.today());
  const change = (changes: { isActive?: boolean; isDefault?: true }): void =>
    void update.mutateAsync({ id, version, ...changes }).then(() => showDone(t('settings:taxes.saved', { name })), showProblem);
  // Nothing names a class that can be removed, so one made anew from what it was is the same.
  const takeBack = async (): Promise<void> => {
    const { rates } = tax;
    const again = await create.mutateAsync({ name, isExempt, invoiceKinds, rates });
    if (!isActive) await update.mutateAsync({ id: again.id, version: again.version, isActive });
  };
  const handleRemove = (): void =>
    void remove.mutateAsync(id).then(() => showUndo(t('settings:taxes.removed', { name }), takeBack), showProblem);
  const menu: MenuAction[] = [
    ...(isActive && !isDefault
      ? [{ key: 'default', label: t('settings:taxes.makeDefault'), onClick: () => change({ isDefault: true }) }]
      : []),
    ...(isDefault
      ? []
      : [
          {
            key: 'switch',
            label: t(isActive ? 'settings:taxes.switchOff' : 'settings:taxes.switchOn'),
            onClick: () => change({ isActive: !isActive }),
          },
          { key: 'remove', label: t('settings:taxes.remove'), onClick: handleRemove, isDestructive: true },
        ]),
  ];
  return (
    <li className={classes['row']}>
      <span className={classes['name']}>
        {mayEdit ? (
          <button type="button" className={classes['edit']} onClick={onEdit}>
            {name}
          </button>
        ) : (
          name
        )}
        {isDefault ? <Chip tone="pri">{t('settings:taxes.isDefault')}</Chip> : null}
        {isActive ? null : <Chip>{t('settings:taxes.off')}</Chip>}
      </span>
      <span className={classes['invoices']}>{invoiceKinds.map((kind) => t(`settings:taxes.${kind}`)).join(' · ')}</span>
      <span className={`cd-num ${classes['rate'] ?? ''}`}>
        {isExempt ? t('settings:taxes.isExempt') : rate === undefined ? t('settings:taxes.notYet') : format.basisPoints(rate)}
        {next ? (
          <small>{t('settings:taxes.next', { rate: format.basisPoints(next.rateBp), on: format.dayLong(next.validFrom) })}</small>
        ) : null}
      </span>
      {mayEdit && menu.length > 0 ? <ActionMenu actions={menu} /> : <span />}
    </li>
  );
}
