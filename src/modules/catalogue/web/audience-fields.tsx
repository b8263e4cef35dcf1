import { Group, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IntegerInput } from '../../../web/ui/number-fields.tsx';
import type { PriceBook } from '../books/contract.ts';
import { RecordList } from './record-list.tsx';

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
    <RecordList
      kind="account"
      label={t('catalogue:books.customers')}
      placeholder={t('catalogue:books.customersHint')}
      records={accounts}
      error={error}
      onChange={onChange}
    />
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
