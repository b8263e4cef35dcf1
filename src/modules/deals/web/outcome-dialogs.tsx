import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../web/ui/date-input.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { lostReasons } from '../contract.ts';
import { faultOf } from './faults.ts';
import { useSeenDeal } from './meanwhile.tsx';
import { Frame, type OutcomeProps, WaiveFields } from './outcome-frame.tsx';
import { useCompleteDeal, useHoldDeal, useLoseDeal, useReopenDeal } from './queries.ts';

export function LoseDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lose = useLoseDeal();
  const seen = useSeenDeal(guide);
  const [reason, setReason] = useState<LostReason | null>(null);
  const [competitor, setCompetitor] = useState<NamedRef | null>(null);
  const [note, setNote] = useState('');
  const [revisitOn, setRevisitOn] = useState<string | null>(null);
  // No reason stands there before one was chosen: the figures of why deals are lost must not say what nobody said.
  const [isTried, setTried] = useState(false);
  const send = async (): Promise<unknown> => {
    setTried(true);
    if (reason === null) throw new Error('no reason was chosen');
    return lose.mutateAsync({
      id: guide.deal.id,
      body: {
        version: seen.now.version,
        reason,
        ...(competitor ? { competitorId: competitor.id } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(revisitOn ? { revisitOn } : {}),
      },
    });
  };
  return (
    <Frame
      title={t('deals:screens.loseTitle', { title: guide.deal.title })}
      action={t('deals:screens.lose')}
      seen={seen}
      error={lose.error}
      isPending={lose.isPending}
      isDestructive
      onClose={onClose}
      onSend={send}
    >
      <ReasonSelect value={reason} isTried={isTried} onChange={setReason} />
      <RecordPicker kind="competitor" label={t('deals:fields.deal.lostCompetitor')} value={competitor} onChange={setCompetitor} />
      <Textarea
        label={t('deals:fields.deal.lostNote')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      <DateInput
        label={t('deals:fields.deal.revisitOn')}
        description={t('deals:screens.revisitHint')}
        value={revisitOn}
        onChange={setRevisitOn}
        minDate={format.today()}
      />
    </Frame>
  );
}

type LostReason = (typeof lostReasons)[number];

interface ReasonSelectProps {
  value: LostReason | null;
  isTried: boolean;
  onChange: (value: LostReason | null) => void;
}

function ReasonSelect({ value, isTried, onChange }: ReasonSelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('deals:fields.deal.lostReason')}
      data={lostReasons.map((reason) => ({ value: reason, label: t(`deals:choices.deal.lostReason.${reason}`) }))}
      value={value}
      placeholder={t('deals:screens.chooseReason')}
      error={isTried && value === null ? t('platform:errors.required') : null}
      required
      allowDeselect={false}
      onChange={(next) => onChange(lostReasons.find((known) => known === next) ?? value)}
      data-autofocus
    />
  );
}

export function HoldDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hold = useHoldDeal();
  const seen = useSeenDeal(guide);
  const [reason, setReason] = useState('');
  const [revisitOn, setRevisitOn] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const send = async (): Promise<unknown> => {
    setTried(true);
    if (reason.trim() === '' || revisitOn === null) throw new Error('a reason and a day are needed');
    return hold.mutateAsync({
      id: guide.deal.id,
      body: { version: seen.now.version, reason: reason.trim(), revisitOn },
    });
  };
  const required = (isEmpty: boolean): string | null => (isTried && isEmpty ? t('platform:errors.required') : null);
  return (
    <Frame
      title={t('deals:screens.holdTitle', { title: guide.deal.title })}
      action={t('deals:screens.hold')}
      seen={seen}
      error={hold.error}
      isPending={hold.isPending}
      fields={['/body/reason', '/body/revisitOn']}
      onClose={onClose}
      onSend={send}
    >
      <Textarea
        label={t('deals:screens.reason')}
        value={reason}
        error={required(reason.trim() === '') ?? faultOf(hold.error, '/body/reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        autosize
        minRows={2}
        data-autofocus
      />
      <DateInput
        label={t('deals:fields.deal.revisitOn')}
        description={t('deals:screens.revisitHint')}
        value={revisitOn}
        error={required(revisitOn === null) ?? faultOf(hold.error, '/body/revisitOn')}
        onChange={setRevisitOn}
        minDate={format.today()}
        required
      />
    </Frame>
  );
}

export function ReopenDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const reopen = useReopenDeal();
  const seen = useSeenDeal(guide);
  const [reason, setReason] = useState('');
  const send = () => reopen.mutateAsync({ id: guide.deal.id, body: { version: seen.now.version, reason: reason.trim() } });
  return (
    <Frame
      title={t('deals:screens.reopenTitle', { title: guide.deal.title })}
      action={t('deals:screens.reopen')}
      seen={seen}
      error={reopen.error}
      isPending={reopen.isPending}
      fields={['/body/reason']}
      onClose={onClose}
      onSend={send}
    >
      <Textarea
        label={t('deals:screens.reason')}
        value={reason}
        error={faultOf(reopen.error, '/body/reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        autosize
        minRows={2}
        data-autofocus
      />
    </Frame>
  );
}

export function CompleteDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const complete = useCompleteDeal();
  const seen = useSeenDeal(guide);
  const [waiver, setWaiver] = useState<string | null>(null);
  const send = () =>
    complete.mutateAsync({
      id: guide.deal.id,
      body: { version: seen.now.version, ...(waiver === null ? {} : { waive: { reason: waiver } }) },
    });
  return (
    <Frame
      title={t('deals:screens.completeTitle', { title: guide.deal.title })}
      action={t('deals:screens.complete')}
      seen={seen}
      error={complete.error}
      isPending={complete.isPending}
      fields={['/body/waive']}
      onClose={onClose}
      onSend={send}
    >
      <p style={{ margin: 0 }}>{t('deals:screens.completeHint')}</p>
      <WaiveFields guide={guide} error={complete.error} value={waiver} onChange={setWaiver} />
    </Frame>
  );
}
