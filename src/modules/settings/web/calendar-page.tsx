import { Button, Group, Select, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { TimeZoneInput } from '../../../web/ui/world-inputs.tsx';
import { useLanguage } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { Calendar } from '../contract.ts';
import { HoursEditor } from './hours-editor.tsx';
import { useCalendar, useUpdateCalendar } from './queries.ts';
import classes from './settings.module.css';
import { SpecialDays } from './special-days.tsx';

/** When the company works: hours of the week, public holidays, special days. */
export function CalendarPage() {
  const { t } = useTranslation();
  const calendar = useCalendar();
  return (
    <SettingsFrame title={t('settings:calendar.title')} intro={t('settings:calendar.intro')}>
      {calendar.error ? <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} /> : null}
      {calendar.isPending ? <Skeleton height={400} /> : null}
      {calendar.data ? <CalendarForm key={calendar.data.version} calendar={calendar.data} /> : null}
    </SettingsFrame>
  );
}

/** Faults of a refusal by the path below the body: `week/2`, `specialDays/0/on`. */
function faultsOf(error: unknown): Record<string, string> {
  const errors = error instanceof ProblemError ? error.errors : [];
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.split('/').slice(2).join('/'), detail]));
}

function useDraft(calendar: Calendar) {
  const [draft, setDraft] = useState(calendar);
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<Calendar>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setError(null);
  };
  return { draft, change, error, setError, faults: faultsOf(error) };
}

function CalendarForm({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const may = useMay();
  const problemText = useProblemText();
  const update = useUpdateCalendar();
  const { draft, change, error, setError, faults } = useDraft(calendar);
  const disabled = !may('settings', 'edit');
  const save = (): void => {
    const { version, timeZone, week, holidays, makeUpHours, specialDays } = draft;
    update.mutate(
      { version, timeZone, week, holidays, makeUpHours, specialDays },
      { onSuccess: () => showDone(t('settings:calendar.saved')), onError: setError },
    );
  };
  const isStale = error instanceof ProblemError && error.code === 'stale_version';
  return (
    <>
      <Card title={t('settings:calendar.week')} padded>
        <Week draft={draft} onChange={change} faults={faults} disabled={disabled} />
      </Card>
      <Card title={t('settings:calendar.holidays')} padded>
        <Stack gap="xs">
          <Select
            aria-label={t('settings:calendar.holidays')}
            disabled={disabled}
            allowDeselect={false}
            data={[
              { value: 'none', label: t('settings:calendar.holidaysNone') },
              { value: 'CN', label: t('settings:calendar.holidaysCn') },
            ]}
            value={draft.holidays}
            onChange={(value) => change({ holidays: Calendar.shape.holidays.safeParse(value).data ?? 'none' })}
          />
          {draft.holidays === 'CN' ? (
            <p className={classes['note']}>{t('settings:calendar.holidaysKnown', { year: calendar.holidaysKnownUntil })}</p>
          ) : null}
        </Stack>
      </Card>
      <Card title={t('settings:calendar.specialDays')} padded>
        <SpecialDays
          value={draft.specialDays}
          onChange={(specialDays) => change({ specialDays })}
          faults={faults}
          disabled={disabled}
        />
      </Card>
      <ProblemNote text={error === null ? null : isStale ? t('settings:calendar.stale') : problemText(error)} />
      {disabled ? null : (
        <Group justify="flex-end">
          <Button loading={update.isPending} onClick={save}>
            {t('settings:calendar.save')}
          </Button>
        </Group>
      )}
    </>
  );
}

interface WeekProps {
  draft: Calendar;
  onChange: (part: Partial<Calendar>) => void;
  faults: Record<string, string>;
  disabled: boolean;
}

function Week({ draft, onChange, faults, disabled }: WeekProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  // 5 January 1970 was a Monday.
  const dayNames = draft.week.map((_, index) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 5 + index))),
  );
  const copyDown = (): void => onChange({ week: draft.week.map((hours, index) => (index < 5 ? (draft.week[0] ?? []) : hours)) });
  return (
    <Stack gap="sm">
      <TimeZoneInput
        label={t('settings:calendar.timeZone')}
        disabled={disabled}
        value={draft.timeZone}
        onChange={(timeZone) => timeZone && onChange({ timeZone })}
        error={faults['timeZone']}
      />
      <div>
        {draft.week.map((hours, index) => (
          <div key={dayNames[index]} className={classes['day']}>
            <b>{dayNames[index]}</b>
            <HoursEditor
              day={dayNames[index] ?? ''}
              value={hours}
              onChange={(next) => onChange({ week: draft.week.map((before, at) => (at === index ? next : before)) })}
              error={faults[`week/${index}`]}
              disabled={disabled}
            />
          </div>
        ))}
      </div>
      {faults['week'] ? <ProblemNote text={faults['week']} /> : null}
      {disabled ? null : (
        <Group>
          <Button variant="default" size="compact-md" onClick={copyDown}>
            {t('settings:calendar.copyDown')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
