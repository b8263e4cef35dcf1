import { ActionIcon, Button, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { SpecialDay } from '../contract.ts';
import { HoursEditor } from './hours-editor.tsx';
import classes from './settings.module.css';

interface SpecialDaysProps {
  value: readonly SpecialDay[];
  onChange: (value: SpecialDay[]) => void;
  faults: Record<string, string>;
  disabled: boolean;
}

/** Days unlike their weekday: company holidays, and days worked in exchange. */
export function SpecialDays({ value, onChange, faults, disabled }: SpecialDaysProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = (index: number, part: Partial<SpecialDay>): void =>
    onChange(value.map((day, at) => (at === index ? { ...day, ...part } : day)));
  const add = (): void => onChange([...value, { on: format.today(), name: '', hours: [] }]);
  return (
    <Stack gap="xs">
      <p className={classes['note']}>{t('settings:calendar.specialDaysHint')}</p>
      <div>
        {value.map((day, index) => (
          // Days may be the same while they are typed: their place is their identity.
          <div key={index} className={classes['special']}>
            <DateInput
              aria-label={t('settings:calendar.day')}
              disabled={disabled}
              value={day.on}
              onChange={(on) => change(index, { on: on ?? '' })}
              error={faults[`specialDays/${index}/on`]}
            />
            <TextInput
              aria-label={t('settings:calendar.dayName')}
              placeholder={t('settings:calendar.dayName')}
              disabled={disabled}
              value={day.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <HoursEditor
              day={day.on}
              value={day.hours}
              onChange={(hours) => change(index, { hours })}
              error={faults[`exceptions/${day.on}`]}
              disabled={disabled}
            />
            {disabled ? null : (
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t('settings:calendar.removeDay', { day: day.on })}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {disabled ? null : (
        <div>
          <Button variant="default" size="compact-md" onClick={add}>
            {t('settings:calendar.addDay')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
