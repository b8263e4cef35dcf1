import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../web/ui/date-input.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { lostReasons, wonProofs } from '../contract.ts';
import type { Guide } from '../guide/contract.ts';
import { MissingList, missingOf } from './missing-list.tsx';
import { useCompleteDeal, useHoldDeal, useLoseDeal, useReopenDeal, useWinDeal } from './queries.ts';

interface OutcomeProps {
  guide: Guide;
  onClose: () => void;
}

interface FrameProps {
  title: string;
  action: string;
  error: Error | null;
  isPending: boolean;
  isDestructive?: boolean;
  children: ReactNode;
  onClose: () => void;
  onSend: () => Promise<unknown>;
}

/** The frame of every outcome: what it means, what is asked, why it was refused. */
function Frame({ title, action, error, isPending, isDestructive = false, children, onClose, onSend }: FrameProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const missing = missingOf(error);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('web:actions.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSend().then(onClose, () => undefined);
        }}
      >
        <Stack gap="sm">
          {error ? (
            <Alert
              color="red"
              role="alert"
              title={missing.length > 0 ? t('deals:screens.gateMissing', { count: missing.length }) : undefined}
            >
              {missing.length > 0 ? <MissingList missing={missing} /> : problemText(error)}
            </Alert>
          ) : null}
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button type="submit" loading={isPending} {...(isDestructive ? { color: 'red' } : {})}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A manager's waiver, offered once the gate has refused. */
function WaiveFields({
  guide,
  error,
  value,
  onChange,
}: {
  guide: Guide;
  error: Error | null;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation();
  if (missingOf(error).length === 0 || !guide.actions.includes('waive')) return null;
  return (
    <>
      <Checkbox
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? '' : null)}
        label={t('deals:screens.waive')}
      />
      {value !== null ? (
        <Textarea
          label={t('deals:screens.reason')}
          description={t('deals:screens.reasonWaive')}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          required
          minLength={3}
        />
      ) : null}
    </>
  );
}

export function WinDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const win = useWinDeal();
  const [kind, setKind] = useState<(typeof wonProofs)[number]>('contract');
  const [note, setNote] = useState('');
  const [wonOn, setWonOn] = useState<string | null>(format.today());
  const [waiver, setWaiver] = useState<string | null>(null);
  const send = () =>
    win.mutateAsync({
      id: guide.deal.id,
      body: {
        version: guide.deal.version,
        proof: { kind, note: note.trim() },
        ...(wonOn ? { wonOn } : {}),
        ...(waiver === null ? {} : { waive: { reason: waiver } }),
      },
    });
  return (
    <Frame
      title={t('deals:screens.winTitle', { title: guide.deal.title })}
      action={t('deals:screens.win')}
      error={win.error}
      isPending={win.isPending}
      onClose={onClose}
      onSend={send}
    >
      <Select
        label={t('deals:screens.proof')}
        data={wonProofs.map((value) => ({ value, label: t(`deals:choices.deal.wonProof.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(wonProofs.find((known) => known === value) ?? kind)}
      />
      <Textarea
        label={t('deals:screens.proofNote')}
        description={t('deals:screens.proofNoteHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        required
        autosize
        minRows={2}
        data-autofocus
      />
      <DateInput label={t('deals:fields.deal.wonOn')} value={wonOn} onChange={setWonOn} maxDate={format.today()} />
      <WaiveFields guide={guide} error={win.error} value={waiver} onChange={setWaiver} />
    </Frame>
  );
}

export function LoseDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lose = useLoseDeal();
  const [reason, setReason] = useState<(typeof lostReasons)[number]>('price');
  const [competitor, setCompetitor] = useState<NamedRef | null>(null);
  const [note, setNote] = useState('');
  const [revisitOn, setRevisitOn] = useState<string | null>(null);
  const send = () =>
    lose.mutateAsync({
      id: guide.deal.id,
      body: {
        version: guide.deal.version,
        reason,
        ...(competitor ? { competitorId: competitor.id } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(revisitOn ? { revisitOn } : {}),
      },
    });
  return (
    <Frame
      title={t('deals:screens.loseTitle', { title: guide.deal.title })}
      action={t('deals:screens.lose')}
      error={lose.error}
      isPending={lose.isPending}
      isDestructive
      onClose={onClose}
      onSend={send}
    >
      <Select
        label={t('deals:fields.deal.lostReason')}
        data={lostReasons.map((value) => ({ value, label: t(`deals:choices.deal.lostReason.${value}`) }))}
        value={reason}
        allowDeselect={false}
        onChange={(value) => setReason(lostReasons.find((known) => known === value) ?? reason)}
        data-autofocus
      />
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

export function HoldDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hold = useHoldDeal();
  const [reason, setReason] = useState('');
  const [revisitOn, setRevisitOn] = useState<string | null>(null);
  const send = () =>
    hold.mutateAsync({
      id: guide.deal.id,
      body: { version: guide.deal.version, reason: reason.trim(), revisitOn: revisitOn ?? format.today() },
    });
  return (
    <Frame
      title={t('deals:screens.holdTitle', { title: guide.deal.title })}
      action={t('deals:screens.hold')}
      error={hold.error}
      isPending={hold.isPending}
      onClose={onClose}
      onSend={send}
    >
      <Textarea
        label={t('deals:screens.reason')}
        value={reason}
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
  const [reason, setReason] = useState('');
  const send = () => reopen.mutateAsync({ id: guide.deal.id, body: { version: guide.deal.version, reason: reason.trim() } });
  return (
    <Frame
      title={t('deals:screens.reopenTitle', { title: guide.deal.title })}
      action={t('deals:screens.reopen')}
      error={reopen.error}
      isPending={reopen.isPending}
      onClose={onClose}
      onSend={send}
    >
      <Textarea
        label={t('deals:screens.reason')}
        value={reason}
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
  const [waiver, setWaiver] = useState<string | null>(null);
  const send = () =>
    complete.mutateAsync({
      id: guide.deal.id,
      body: { version: guide.deal.version, ...(waiver === null ? {} : { waive: { reason: waiver } }) },
    });
  return (
    <Frame
      title={t('deals:screens.completeTitle', { title: guide.deal.title })}
      action={t('deals:screens.complete')}
      error={complete.error}
      isPending={complete.isPending}
      onClose={onClose}
      onSend={send}
    >
      <p style={{ margin: 0 }}>{t('deals:screens.completeHint')}</p>
      <WaiveFields guide={guide} error={complete.error} value={waiver} onChange={setWaiver} />
    </Frame>
  );
}
