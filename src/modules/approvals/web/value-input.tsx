import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { DecimalInput, IntegerInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { usePlace } from '../../../web/use-format.ts';
import type { SubjectInfo } from '../chains/contract.ts';

interface ValueInputProps {
  kind: SubjectInfo['fields'][number]['kind'];
  label: string;
  /** What a text may be. */
  choices: SubjectInfo['fields'][number]['choices'];
  value: number | string | null;
  onChange: (value: number | string | null) => void;
  /** The name of the person that is chosen. */
  person: NamedRef | null;
  onPerson: (person: NamedRef | null) => void;
}

/** Takes a value of any kind that rules know. */
export function ValueInput({ kind, label, choices, value, onChange, person, onPerson }: ValueInputProps) {
  const { t } = useTranslation();
  const { currency } = usePlace();
  const number = typeof value === 'number' ? value : null;
  const typed = (next: number | null): void => onChange(next);
  if (kind === 'money') return <MoneyInput label={label} currency={currency} value={number} onChange={typed} />;
  if (kind === 'percent') return <PercentInput label={label} value={number} onChange={typed} />;
  if (kind === 'days') return <IntegerInput label={label} value={number} onChange={typed} />;
  if (kind === 'number')
    return (
      <DecimalInput
        label={label}
        value={number === null ? null : String(number)}
        onChange={(text) => onChange(text === null || text === '' || Number.isNaN(Number(text)) ? null : Number(text))}
      />
    );
  if (kind === 'user')
    return (
      <UserPicker
        label={label}
        value={person}
        onChange={(next) => {
          onPerson(next);
          onChange(next?.id ?? null);
        }}
      />
    );
  if (choices)
    return (
      <Select
        label={label}
        data={choices}
        value={typeof value === 'string' ? value : null}
        searchable
        onChange={(next) => onChange(next)}
      />
    );
  return (
    <TextInput
      label={label}
      placeholder={t('approvals:rules.text')}
      value={typeof value === 'string' ? value : ''}
      maxLength={200}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}
