import { Button, Modal, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { type Material, materials } from '../contract.ts';
import { valueOf } from '../rules.ts';
import classes from './library.module.css';

interface LibraryPickerProps {
  /** Which kinds are offered. */
  kinds: readonly Material['kind'][];
  onPick: (value: ReturnType<typeof valueOf>) => void;
  onClose: () => void;
}

/** Value propositions and success cases to choose from, as a quote will say them. */
export function LibraryPicker({ kinds, onPick, onClose }: LibraryPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const filter = JSON.stringify({
    and: [
      { field: 'kind', op: 'in', value: kinds },
      { field: 'isActive', op: 'eq', value: true },
    ],
  });
  const found = useQuery({
    ...queryOf(materials.list, { query: { filter, limit: 50, ...(q === '' ? {} : { q }) } }),
    placeholderData: (before) => before,
  });
  const all = found.data?.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('library:picker.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <TextInput
        aria-label={t('library:picker.search')}
        placeholder={t('library:picker.search')}
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <Skeleton height={120} mt="sm" /> : null}
      <ul className={classes['list']}>
        {all?.map((material) => (
          <PickItem key={material.id} material={material} onPick={onPick} />
        ))}
      </ul>
      {all?.length === 0 ? <p className={classes['none']}>{t('library:picker.none')}</p> : null}
    </Modal>
  );
}

function PickItem({ material, onPick }: { material: Material; onPick: LibraryPickerProps['onPick'] }) {
  const { t } = useTranslation();
  const value = valueOf(material);
  const { title, kind, industry } = material;
  return (
    <li className={classes['item']}>
      <div className={classes['head']}>
        <b>{title}</b>
        <Chip tone={kind === 'case' ? 'warn' : 'ok'}>{t(`library:choices.material.kind.${kind}`)}</Chip>
        {industry ? <Chip>{industry}</Chip> : null}
        <Button
          variant="default"
          size="compact-md"
          className={classes['take'] ?? ''}
          aria-label={t('library:picker.takeThis', { title })}
          onClick={() => onPick(value)}
        >
          {t('library:picker.take')}
        </Button>
      </div>
      <p>{value.need}</p>
      <p>{value.benefit}</p>
      {value.proof ? <small>{value.proof}</small> : null}
    </li>
  );
}
