import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkingInterval } from '../../../platform/working-hours.ts';
import classes from './settings.module.css';

interface HoursEditorProps {
  /** What day these are the hours of, for people who do not see where it stands. */
  day: string;
  value: readonly WorkingInterval[];
  onChange: (value: WorkingInterval[]) => void;
  error?: string | undefined;
  disabled?: boolean;
}

/** The hours of one day: from and to, as often as the day has breaks. None means closed. */
export function HoursEditor({ day, value, onChange, error, disabled = false }: HoursEditorProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<WorkingInterval>): void =>
    onChange(value.map((span, at) => (at === index ? { ...span, ...part } : span)));
  const remove = (index: number): void => onChange(value.filter((_, at) => at !== index));
  const add = (): void => onChange([...value, { from: value.at(-1)?.to ?? '09:00', to: '18:00' }]);
  const time = (index: number, part: 'from' | 'to') => ({
    className: classes['time'] ?? '',
    disabled,
    value: value[index]?.[part] ?? '',
    inputMode: 'numeric' as const,
    placeholder: '09:00',
    maxLength: 5,
    error: Boolean(error),
    'aria-label': t(`settings:calendar.${part}Of`, { day }),
    onChange: (event: { currentTarget: { value: string } }) => change(index, { [part]: event.currentTarget.value }),
  });
  return (
    <div>
      <div className={classes['hours']}>
        {value.length === 0 ? <span className={classes['note']}>{t('settings:calendar.closed')}</span> : null}
        {value.map((_, index) => (
          // Spans have no identity but their place.
          <span key={index} className={classes['span']}>
            <TextInput {...time(index, 'from')} />
            –
            <TextInput {...time(index, 'to')} />
            {disabled ? null : (
              <ActionIcon size={32} aria-label={t('settings:calendar.removeHours', { day })} onClick={() => remove(index)}>
                <IconX size={14} />
              </ActionIcon>
            )}
          </span>
        ))}
        {disabled ? null : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            aria-label={t('settings:calendar.addHoursOf', { day })}
            onClick={add}
          >
            {t('settings:calendar.addHours')}
          </Button>
        )}
      </div>
      {error ? (
        <p role="alert" style={{ margin: 0, color: 'var(--bad)' }}>
          {error}
        </p>
      ) : null}
    </div>
  );
}
