import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TeamPicker, RecordPicker, UserPicker } from '../../../web/entity/pickers.tsx';
import type { TargetField } from '../targets/contract.ts';

interface FixedValueProps {
  field: TargetField;
  value: string;
  onChange: (value: string) => void;
}

/** A value that is the same for all rows: chosen from the list, by name, or typed. */
export function FixedValue({ field, value, onChange }: FixedValueProps) {
  const { t } = useTranslation();
  const label = t('exchange:screens.valueOf', { field: field.label });
  if (field.choices.length > 0)
    return (
      <Select
        aria-label={label}
        data={field.choices}
        value={value}
        allowDeselect={false}
        searchable
        onChange={(next) => onChange(next ?? '')}
      />
    );
  const picker = {
    'aria-label': label,
    value: value === '' ? null : { id: value, name: value },
    onChange: (chosen: { name: string } | null) => onChange(chosen?.name ?? ''),
  };
  if (field.target === 'user') return <UserPicker {...picker} />;
  if (field.target === 'team') return <TeamPicker {...picker} />;
  if (field.target !== null) return <RecordPicker kind={field.target} {...picker} />;
  return <TextInput aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
