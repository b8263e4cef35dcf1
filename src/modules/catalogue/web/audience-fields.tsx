import { Group, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { IntegerInput } from '../../../web/ui/number-fields.tsx';
import type { PriceBook } from '../books/contract.ts';
import classes from './catalogue.module.css';

export type Segment = NonNullable<PriceBook['segment']>;

interface CustomerListProps {
  accounts: PriceBook['accounts'];
  error: string | undefined;
  onChange: (accounts: PriceBook['accounts']) => void;
}

/** Customers by name. */
export function CustomerList({ accounts, error, onChange }: CustomerListProps) {
  const { t } = useTranslation();
  return (
    <div>
      <RecordPicker
        kind="account"
        label={t('catalogue:books.customers')}
        placeholder={t('catalogue:books.customersHint')}
        value={null}
        error={error}
        onChange={(account) =>
          account && !accounts.some(({ id }) => id === account.id)
            ? onChange([...accounts, { id: account.id, title: account.name }])
            : undefined
        }
      />
      {accounts.length === 0 ? null : (
        <Group gap={6} mt={6}>
          {accounts.map(({ id, title }) => (
            <Chip key={id}>
              {title}{' '}
              <button
                type="button"
                className={classes['link']}
                aria-label={t('web:actions.remove', { name: title })}
                onClick={() => onChange(accounts.filter((one) => one.id !== id))}
              >
                ×
              </button>
            </Chip>
          ))}
        </Group>
      )}
    </div>
  );
}

/** Customers by what they are. */
export function SegmentFields({ segment, onChange }: { segment: Segment; onChange: (patch: Segment) => void }) {
  const { t } = useTranslation();
  const texts = (key: 'industries' | 'regions' | 'countries', label: string) => (
    <TagsInput label={label} value={segment[key] ?? []} onChange={(value) => onChange({ [key]: value })} />
  );
  return (
    <>
      <Group grow align="start">
        {texts('industries', t('catalogue:books.industries'))}
        {texts('regions', t('catalogue:books.regions'))}
        {texts('countries', t('catalogue:books.countries'))}
      </Group>
      <Group grow align="start">
        <IntegerInput
          label={t('catalogue:books.employeesMin')}
          value={segment.employeesMin ?? null}
          onChange={(value) => onChange({ employeesMin: value })}
        />
        <IntegerInput
          label={t('catalogue:books.employeesMax')}
          value={segment.employeesMax ?? null}
          onChange={(value) => onChange({ employeesMax: value })}
        />
      </Group>
    </>
  );
}
