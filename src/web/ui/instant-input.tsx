import { Group, Input, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayInZone } from '../../platform/days.ts';
import { usePlace } from '../use-format.ts';
import { instantAt, timeIn } from '../zone.ts';
import { DateInput } from './date-input.tsx';

interface InstantInputProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  /** The time taken when only a day was given. */
  defaultTime?: string;
}

/** A day and a time in the workspace's time zone, held as an instant. */
export function InstantInput({
  label,
  value,
  onChange,
  error,
  required = false,
  disabled = false,
  defaultTime = '09:00',
}: InstantInputProps) {
  const { t } = useTranslation();
  const { timeZone } = usePlace();
  const day = value === null ? null : dayInZone(value, timeZone);
  const time = value === null ? '' : timeIn(value, timeZone);
  return (
    <Input.Wrapper label={label} error={error} required={required} labelElement="div" role="group" aria-label={label}>
      <Group gap="xs" wrap="nowrap">
        <DateInput
          aria-label={t('web:fields.day', { field: label })}
          value={day}
          disabled={disabled}
          onChange={(on) => onChange(on === null ? null : instantAt(on, time || defaultTime, timeZone))}
          style={{ flex: 1 }}
        />
        <TextInput
          type="time"
          aria-label={t('web:fields.time', { field: label })}
          value={time}
          disabled={disabled || day === null}
          onChange={(event) => {
            if (day !== null && event.currentTarget.value !== '') onChange(instantAt(day, event.currentTarget.value, timeZone));
          }}
          w={136}
          style={{ flex: 'none' }}
        />
      </Group>
    </Input.Wrapper>
  );
}
