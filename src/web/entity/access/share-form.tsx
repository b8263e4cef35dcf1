import { Button, SegmentedControl, Select } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { dealParts } from '../../../modules/records/shares/contract.ts';
import { todayIn } from '../../../platform/days.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showDone } from '../../ui/toast.tsx';
import { useProblemText } from '../../use-problem-text.ts';
import { usePlace } from '../../use-format.ts';
import type { NamedRef } from '../entity-ui.ts';
import { TeamPicker, UserPicker } from '../pickers.tsx';
import classes from './access.module.css';
import { useShareRecord } from './queries.ts';

type Whom = 'user' | 'team';
type Part = (typeof dealParts)[number];

/** Shares with a person or a team: to see or to edit, until a day or for good. On a deal a person may have a part. */
export function ShareForm({ id, kind }: { id: string; kind: string }) {
  const { t } = useTranslation();
  const { timeZone } = usePlace();
  const share = useShareRecord(id);
  const problemText = useProblemText();
  const [whom, setWhom] = useState<Whom>('user');
  const [target, setTarget] = useState<NamedRef | null>(null);
  const [right, setRight] = useState<'read' | 'edit'>('read');
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const [part, setPart] = useState<Part | null>(null);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!target) return;
    const chosen = whom === 'user' ? { userId: target.id, part } : { teamId: target.id };
    share.mutate(
      { ...chosen, canEdit: right === 'edit', untilOn },
      {
        onSuccess: () => {
          showDone(t('web:access.shared', { name: target.name }));
          setTarget(null);
          setPart(null);
        },
      },
    );
  };
  const picker = { label: t('web:access.with'), value: target, onChange: setTarget };
  return (
    <form className={classes['form']} onSubmit={handleSubmit} noValidate aria-label={t('web:access.share')}>
      <SegmentedControl
        aria-label={t('web:access.withKind')}
        data={(['user', 'team'] as const).map((value) => ({ value, label: t(`web:access.kinds.${value}`) }))}
        value={whom}
        onChange={(value) => {
          setWhom(value === 'team' ? 'team' : 'user');
          setTarget(null);
        }}
      />
      {whom === 'user' ? <UserPicker {...picker} /> : <TeamPicker {...picker} />}
      <Select
        label={t('web:access.right')}
        data={(['read', 'edit'] as const).map((value) => ({ value, label: t(`web:access.rights.${value}`) }))}
        value={right}
        onChange={(value) => setRight(value === 'edit' ? 'edit' : 'read')}
        allowDeselect={false}
      />
      <DateInput label={t('web:access.until')} value={untilOn} onChange={setUntilOn} minDate={todayIn(timeZone)} />
      {kind === 'deal' && whom === 'user' ? <PartSelect value={part} onChange={setPart} /> : null}
      <Button type="submit" disabled={!target} loading={share.isPending}>
        {t('web:access.share')}
      </Button>
      <div className={classes['whole']}>
        <ProblemNote text={share.error ? problemText(share.error) : null} />
      </div>
    </form>
  );
}

function PartSelect({ value, onChange }: { value: Part | null; onChange: (part: Part | null) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('web:access.part')}
      placeholder={t('web:access.noPart')}
      clearable
      clearButtonProps={{ 'aria-label': t('web:access.noPart') }}
      data={dealParts.map((one) => ({ value: one, label: t(`web:access.parts.${one}`) }))}
      value={value}
      onChange={(next) => onChange(dealParts.find((one) => one === next) ?? null)}
    />
  );
}
