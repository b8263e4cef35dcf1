import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addDays, weekday } from '../../../platform/days.ts';
import { InstantInput } from '../../../web/ui/instant-input.tsx';
import { usePlace, useFormat } from '../../../web/use-format.ts';
import { instantAt } from '../../../web/zone.ts';
import { type NextStep, nextStepKinds } from '../contract.ts';

export interface NextStepDraft {
  text: string;
  dueAt: string | null;
  kind: NonNullable<NextStep['kind']>;
}

/** A draft for the day after tomorrow at ten, or Monday when that falls on a weekend. */
export function useFirstDraft(): NextStepDraft {
  const { timeZone } = usePlace();
  const today = useFormat().today();
  const soon = addDays(today, 2);
  const day = weekday(soon) > 5 ? addDays(soon, 8 - weekday(soon)) : soon;
  return { text: '', dueAt: instantAt(day, '10:00', timeZone), kind: 'task' };
}

/** What is sent: nothing while the sentence is empty. */
export function nextStepOf(draft: NextStepDraft): NextStep | undefined {
  const text = draft.text.trim();
  return text === '' || draft.dueAt === null ? undefined : { text, dueAt: draft.dueAt, kind: draft.kind };
}

interface NextStepFieldsProps {
  draft: NextStepDraft;
  onChange: (draft: NextStepDraft) => void;
  required: boolean;
  error?: string | null;
}

/** The dated next step: what, how, when. */
export function NextStepFields({ draft, onChange, required, error = null }: NextStepFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('deals:screens.nextStep')}
        description={t('deals:screens.nextStepHint')}
        placeholder={t('deals:screens.nextStepExample')}
        value={draft.text}
        required={required}
        error={error}
        onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
        data-autofocus
        autoFocus
      />
      <Select
        label={t('deals:screens.how')}
        data={nextStepKinds.map((kind) => ({ value: kind, label: t(`deals:screens.stepKinds.${kind}`) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(kind) => onChange({ ...draft, kind: nextStepKinds.find((known) => known === kind) ?? 'task' })}
      />
      <InstantInput
        label={t('deals:screens.due')}
        value={draft.dueAt}
        onChange={(dueAt) => onChange({ ...draft, dueAt })}
        required={required}
        defaultTime="10:00"
      />
    </>
  );
}
