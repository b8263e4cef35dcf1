import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import classes from './catalogue.module.css';
import { SharingNote } from './sharing-note.tsx';
import { useNumbers, useRemoveNumber, useSetNumber, useSharing } from './queries.ts';
import { RemoveCell } from './remove-cell.tsx';

/** What customers call the product on their orders. */
export function NumbersCard({ productId, mayEdit }: { productId: string; mayEdit: boolean }) {
  const { t } = useTranslation();
  const numbers = useNumbers(productId);
  const remove = useRemoveNumber(productId);
  const may = useMay();
  const navigate = useNavigate();
  const mayImport = mayEdit && may('product', 'import') && may('import', 'create');
  return (
    <Card
      title={t('catalogue:numbers.title')}
      aside={
        mayImport ? (
          <Button
            variant="default"
            size="compact-sm"
            title={t('catalogue:numbers.importHint')}
            onClick={() => void navigate({ to: '/import' })}
          >
            {t('catalogue:numbers.import')}
          </Button>
        ) : null
      }
    >
      {numbers.data?.data.length === 0 ? (
        <EmptyState title={t('catalogue:numbers.none')} hint={t('catalogue:numbers.hint')} />
      ) : (
        <table className={`${classes['table'] ?? ''} ${classes['folds'] ?? ''}`}>
          <tbody>
            {numbers.data?.data.map(({ account, number, name, sharedWith }) => (
              <tr key={account.id}>
                <td>{account.title}</td>
                <td>
                  {number}
                  <SharingNote products={sharedWith} />
                </td>
                <td>{name}</td>
                <RemoveCell
                  name={account.title}
                  mayEdit={mayEdit}
                  onRemove={() => void remove.mutateAsync(account.id).catch(showProblem)}
                />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayEdit ? <NumberForm productId={productId} /> : null}
    </Card>
  );
}

function NumberForm({ productId }: { productId: string }) {
  const { t } = useTranslation();
  const save = useSetNumber(productId);
  const [account, setAccount] = useState<NamedRef | null>(null);
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [asked] = useDebouncedValue(number.trim(), 400);
  const isAsked = asked === number.trim();
  const sharing = useSharing(productId, account?.id ?? '', asked);
  const handleSave = async (): Promise<void> => {
    if (!account) return;
    try {
      await save.mutateAsync({ accountId: account.id, number: number.trim() || null, name: name.trim() || null });
      setAccount(null);
      setNumber('');
      setName('');
      showDone(t('catalogue:screens.saved'));
    } catch (error) {
      showProblem(error);
    }
  };
  return (
    <div className={classes['form']}>
      <RecordPicker kind="account" label={t('catalogue:numbers.customer')} value={account} onChange={setAccount} />
      <TextInput
        label={t('catalogue:numbers.number')}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextInput label={t('catalogue:numbers.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Button variant="default" disabled={!account} loading={save.isPending} onClick={() => void handleSave()}>
        {t('web:actions.save')}
      </Button>
      <SharingNote products={isAsked && account ? (sharing.data?.data ?? []) : []} isTyped />
    </div>
  );
}
