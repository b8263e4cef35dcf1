import { Button, Group, Select, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClashFields, FormConflict } from '../../../web/form-conflict.tsx';
import { ProblemError } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { TimeZoneInput } from '../../../web/ui/world-inputs.tsx';
import { useDraft } from '../../../web/use-draft.ts';
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
      {calendar.data ? <CalendarForm calendar={calendar.data} /> : null}
    </SettingsFrame>
  );
}

/** Faults of a refusal by the path below the body: `week/2`, `specialDays/0/on`. */
function faultsOf(error: unknown): Record<string, string> {
  const errors = error instanceof ProblemError ? error.errors : [];
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.split('/').slice(2).join('/'), detail]));
}

/** The calendar by parts that two people may change at once: each day of the week for itself. */
function partsOf({ version, timeZone, week, holidays, makeUpHours, specialDays }: Calendar) {
  const days = Object.fromEntries(week.map((hours, index) => [`day${index}`, hours]));
  return { version, timeZone, holidays, makeUpHours, specialDays, ...days };
}

function calendarOf(calendar: Calendar, parts: Record<string, unknown>): Calendar {
  const week = calendar.week.map((_, index) => parts[`day${index}`]);
  return Calendar.parse({ ...calendar, ...parts, week });
}

function useCalendarDraft(calendar: Calendar) {
  const { values, set, clash, meet, restart } = useDraft(partsOf(calendar));
  const [seen, setSeen] = useState(calendar);
  const [error, setError] = useState<unknown>(null);
  const isChanged = JSON.stringify(values) !== JSON.stringify(partsOf(seen));
  // Saved by somebody else while nothing was typed here: theirs is shown. What is typed stays until it is put together.
  if (calendar.version !== seen.version && !isChanged) {
    setSeen(calendar);
    restart(partsOf(calendar));
  }
  return {
    draft: calendarOf(seen, values),
    clash,
    change: (part: Partial<Calendar>): void => {
      set(partsOf({ ...calendarOf(seen, values), ...part }));
      setError(null);
    },
    error,
    refuse: (problem: unknown): void => {
      if (!meet(problem, (current) => partsOf(Calendar.parse(current)))) setError(problem);
    },
    saved: (next: Calendar): void => {
      setSeen(next);
      restart(partsOf(next));
    },
    faults: faultsOf(error),
  };
}

/** How the parts are called and shown where both sides changed them. */
function useClashFields(dayNames: readonly string[]): ClashFields {
  const { t } = useTranslation();
  const hours = (value: unknown): string => {
    const spans = Calendar.shape.makeUpHours.safeParse(value).data ?? [];
    return spans.map(({ from, to }) => `${from}–${to}`).join(', ') || t('settings:calendar.closed');
  };
  const special = (value: unknown): string =>
    (Calendar.shape.specialDays.safeParse(value).data ?? [])
      .map((day) => `${day.on} ${day.name} ${hours(day.hours)}`)
      .join('; ') || '—';
  return {
    timeZone: { label: t('settings:calendar.timeZone') },
    ...Object.fromEntries(dayNames.map((label, index) => [`day${index}`, { label, show: hours }])),
    holidays: {
      label: t('settings:calendar.holidays'),
      show: (value) => t(value === 'CN' ? 'settings:calendar.holidaysCn' : 'settings:calendar.holidaysNone'),
    },
    specialDays: { label: t('settings:calendar.specialDays'), show: special },
  };
}

function useDayNames(): string[] {
  const language = useLanguage();
  // 5 January 1970 was a Monday.
  return Array.from({ length: 7 }, (_, index) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 5 + index))),
  );
}

function CalendarForm({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const may = useMay();
  const problemText = useProblemText();
  const update = useUpdateCalendar();
  const { draft, change, clash, error, refuse, saved, faults } = useCalendarDraft(calendar);
  const clashFields = useClashFields(useDayNames());
  const disabled = !may('settings', 'edit');
  const save = (): void => {
    const { version, timeZone, week, holidays, makeUpHours, specialDays } = draft;
    update.mutate(
      { version, timeZone, week, holidays, makeUpHours, specialDays },
      {
        onSuccess: (next) => {
          saved(next);
          showDone(t('settings:calendar.saved'));
        },
        onError: refuse,
      },
    );
  };
  return (
    <>
      <Card title={t('settings:calendar.week')} padded>
        <Week draft={draft} onChange={change} faults={faults} disabled={disabled} />
      </Card>
      <Holidays draft={draft} onChange={change} disabled={disabled} />
      <Card title={t('settings:calendar.specialDays')} padded>
        <SpecialDays
          value={draft.specialDays}
          onChange={(specialDays) => change({ specialDays })}
          faults={faults}
          disabled={disabled}
        />
      </Card>
      <FormConflict clash={clash} fields={clashFields} />
      <ProblemNote text={error === null ? null : problemText(error)} />
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

function Holidays({ draft, onChange, disabled }: Omit<WeekProps, 'faults'>) {
  const { t } = useTranslation();
  return (
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
          onChange={(value) => onChange({ holidays: Calendar.shape.holidays.safeParse(value).data ?? 'none' })}
        />
        {draft.holidays === 'CN' ? (
          <p className={classes['note']}>{t('settings:calendar.holidaysKnown', { year: String(draft.holidaysKnownUntil) })}</p>
        ) : null}
      </Stack>
    </Card>
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
  const dayNames = useDayNames();
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
