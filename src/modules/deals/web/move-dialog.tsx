import { Alert, Button, Checkbox, Group, Loader, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstFault } from '../../../web/first-fault.ts';
import { currentOf } from '../../../web/problem.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import type { Missing } from '../contract.ts';
import type { Guide } from '../guide/contract.ts';
import type { moveDeal } from '../moves/contract.ts';
import { EntryAlert, EntryAsk, entryRefusalOf } from './entry-ask.tsx';
import { faultOf } from './faults.ts';
import { type HandOverDraft, HandOverFields, handOverBody, handOverOf } from './hand-over.tsx';
import { Meanwhile, type SeenDeal, useSeenDeal } from './meanwhile.tsx';
import { MissingList, missingOf } from './missing-list.tsx';
import { NextStepFields, nextStepOf, useFirstDraft } from './next-step-fields.tsx';
import { useGuide, useMoveDeal } from './queries.ts';

export interface MoveTarget {
  dealId: string;
  title: string;
  stageId: string;
  stageName: string;
}

interface MoveDialogProps {
  target: MoveTarget;
  onClose: () => void;
}

/** Moves a deal: says what is missing, asks for the dated next step, and for a reason where one is owed. */
export function MoveDialog({ target, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const guide = useGuide(target.dealId);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deals:screens.moveTitle', { title: target.title, stage: target.stageName })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {guide.data ? (
        <MoveForm target={target} guide={guide.data} onClose={onClose} />
      ) : guide.error ? (
        <ErrorState error={guide.error} onRetry={() => void guide.refetch()} />
      ) : (
        <Loader />
      )}
    </Modal>
  );
}

function isBackward(guide: Guide, stageId: string): boolean {
  const at = guide.stages.findIndex(({ state }) => state === 'current');
  const to = guide.stages.findIndex(({ id }) => id === stageId);
  return to < at;
}

type Body = BodyInputOf<typeof moveDeal>;

/** Sends a move; what refuses it is shown, and read out where it belongs to a field. */
function useMoving({ target, onClose }: MoveDialogProps, seen: SeenDeal) {
  const { t } = useTranslation();
  const move = useMoveDeal();
  const showFirst = useFirstFault();
  const send = async (form: Element, asked: Omit<Body, 'version' | 'toStageId'>): Promise<void> => {
    const body = { version: seen.now.version, toStageId: target.stageId, ...asked };
    const isMoved = await move.mutateAsync({ id: target.dealId, body }).then(Boolean, (refusal: unknown) => {
      seen.meet(refusal);
      return false;
    });
    if (!isMoved) return showFirst(form);
    showDone(t('deals:screens.moved', { title: target.title, stage: target.stageName }));
    onClose();
  };
  return { error: move.error, isPending: move.isPending, send };
}

function MoveForm({ target, guide, onClose }: MoveDialogProps & { guide: Guide }) {
  const { t } = useTranslation();
  const seen = useSeenDeal(guide);
  const move = useMoving({ target, onClose }, seen);
  const [step, setStep] = useState(useFirstDraft());
  const [reason, setReason] = useState('');
  const [waives, setWaives] = useState(false);
  const [handOver, setHandOver] = useState<HandOverDraft>({ to: null, note: '' });
  const [isAsking, setAsking] = useState(false);
  const hands = handOverOf(guide, target.stageId);
  const back = isBackward(guide, target.stageId);
  const refused = missingOf(move.error);
  const missing = refused.length > 0 ? refused : back ? [] : guide.missing;
  const canWaive = guide.actions.includes('waive') && guide.gateMode === 'require' && missing.length > 0;
  const nextStep = nextStepOf(step);
  const stepFault = faultOf(move.error, '/body/nextStep');
  const reasonFault = faultOf(move.error, waives ? '/body/waive' : '/body/reason');
  const asked = {
    ...(back && reason.trim() ? { reason: reason.trim() } : {}),
    ...(waives ? { waive: { reason: reason.trim() } } : {}),
    ...(nextStep ? { nextStep } : {}),
    ...(hands ? handOverBody(handOver) : {}),
  };
  if (isAsking) return <EntryAsk dealId={target.dealId} stageId={target.stageId} isWaived={waives} onClose={onClose} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void move.send(event.currentTarget, asked);
      }}
    >
      <Stack gap="sm">
        <MoveAlerts
          guide={guide}
          missing={missing}
          isRefused={refused.length > 0}
          error={refused.length > 0 || stepFault || reasonFault ? null : move.error}
          seen={seen}
          action={t('deals:screens.moveTo', { stage: target.stageName })}
          onAsk={() => setAsking(true)}
        />
        {canWaive ? <WaiveBox isChecked={waives} onChange={setWaives} /> : null}
        {back || waives ? <ReasonField back={back} value={reason} onChange={setReason} error={reasonFault} /> : null}
        {guide.needsNextStep || guide.gateMode !== 'off' ? (
          <NextStepFields
            draft={step}
            onChange={setStep}
            error={stepFault}
            required={guide.gateMode === 'require' && guide.needsNextStep && !back}
          />
        ) : null}
        {hands ? <HandOverFields stage={hands.to} draft={handOver} onChange={setHandOver} /> : null}
        <MoveButtons stageName={target.stageName} isPending={move.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}

function WaiveBox({ isChecked, onChange }: { isChecked: boolean; onChange: (isChecked: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Checkbox checked={isChecked} onChange={(event) => onChange(event.currentTarget.checked)} label={t('deals:screens.waive')} />
  );
}

function MoveButtons({ stageName, isPending, onClose }: { stageName: string; isPending: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onClose}>
        {t('web:actions.cancel')}
      </Button>
      <Button type="submit" loading={isPending}>
        {t('deals:screens.moveTo', { stage: stageName })}
      </Button>
    </Group>
  );
}

interface MoveAlertsProps {
  guide: Guide;
  missing: readonly Missing[];
  /** The gate has just said no: what is missing is then read out and takes the keyboard. */
  isRefused: boolean;
  error: Error | null;
  seen: SeenDeal;
  action: string;
  /** Asks for the stage to be entered. */
  onAsk: () => void;
}

/** What is missing, and why a move was refused otherwise. */
function MoveAlerts({ guide, missing, isRefused, error, seen, action, onAsk }: MoveAlertsProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const requires = guide.gateMode === 'require';
  const refusal = entryRefusalOf(error);
  return (
    <>
      {missing.length > 0 ? (
        <Alert
          color={requires ? 'red' : 'yellow'}
          {...(isRefused ? { role: 'alert' } : { role: 'note' })}
          title={t(requires ? 'deals:screens.gateMissing' : 'deals:screens.gateAdvises', { count: missing.length })}
        >
          <MissingList missing={missing} />
        </Alert>
      ) : null}
      {error === null ? null : refusal ? (
        <EntryAlert error={error} refusal={refusal} onAsk={onAsk} />
      ) : currentOf(error) ? (
        <Meanwhile seen={seen} action={action} />
      ) : (
        <Alert color="red" role="alert">
          {problemText(error)}
        </Alert>
      )}
    </>
  );
}

interface ReasonFieldProps {
  back: boolean;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}

function ReasonField({ back, value, error, onChange }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('deals:screens.reason')}
      description={t(back ? 'deals:screens.reasonBack' : 'deals:screens.reasonWaive')}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      minLength={3}
      autosize
      minRows={2}
    />
  );
}
