import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { showOutcome } from '../../../web/ui/toast.tsx';
import type { Attempt, DeliveryDetail } from '../deliveries/contract.ts';
import { useDelivery, useReplay } from './queries.ts';
import { DeliveryChip, useResultText } from './state-chip.tsx';
import classes from './webhooks.module.css';

interface DeliveryDialogProps {
  id: string;
  kindName: (kind: string) => string;
  mayReplay: boolean;
  onClose: () => void;
}

/** One delivery: what was sent, every attempt with what came back, and the button that sends it again. */
export function DeliveryDialog({ id, kindName, mayReplay, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation();
  const delivery = useDelivery(id);
  const title = delivery.data ? kindName(delivery.data.eventKind) : t('webhooks:log.title');
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': t('web:actions.close') }}>
      {delivery.error && !delivery.data ? <ErrorState error={delivery.error} onRetry={() => void delivery.refetch()} /> : null}
      {delivery.isPending ? <Skeleton height={240} /> : null}
      {delivery.data ? <Content delivery={delivery.data} mayReplay={mayReplay} /> : null}
    </Modal>
  );
}

function Content({ delivery, mayReplay }: { delivery: DeliveryDetail; mayReplay: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const replay = useReplay();
  const { id, state, attemptCount, attempts, nextAt, eventId, eventKind, request, createdAt } = delivery;
  const facts = [
    { key: 'state', label: t('webhooks:log.state'), value: <DeliveryChip state={state} attemptCount={attemptCount} /> },
    { key: 'kind', label: t('webhooks:log.kind'), value: <code>{eventKind}</code> },
    { key: 'id', label: t('webhooks:log.id'), value: <code className={classes['url']}>{eventId}</code> },
    { key: 'at', label: t('webhooks:log.at'), value: format.instant(createdAt) },
    ...(nextAt ? [{ key: 'next', label: t('webhooks:log.nextAt'), value: format.instant(nextAt) }] : []),
  ];
  return (
    <Stack gap="md">
      <KeyValue items={facts} />
      {state === 'hidden' ? <p className={classes['sub']}>{t('webhooks:log.hiddenHint')}</p> : null}
      <section>
        <h3 className={classes['part']}>{t('webhooks:log.request')}</h3>
        {request ? (
          <pre className={classes['code']} tabIndex={0} aria-label={t('webhooks:log.request')}>
            {JSON.stringify(request, null, 2)}
          </pre>
        ) : (
          <p className={classes['sub']}>{t('webhooks:log.notYours')}</p>
        )}
      </section>
      <section>
        <h3 className={classes['part']}>{t('webhooks:log.attempts', { count: attemptCount })}</h3>
        {attempts.toReversed().map((attempt) => (
          <AttemptPart key={attempt.at} attempt={attempt} />
        ))}
      </section>
      {mayReplay ? (
        <Group justify="flex-end">
          <Button loading={replay.isPending} onClick={() => void showOutcome(replay.mutateAsync(id), t('webhooks:log.replayed'))}>
            {t('webhooks:log.replay')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function AttemptPart({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation();
  const format = useFormat();
  const resultText = useResultText();
  const { at, milliseconds, response } = attempt;
  return (
    <div className={classes['attempt']}>
      <div className={classes['line']}>
        <b>{resultText(attempt)}</b>
        <span className="cd-num">{t('webhooks:log.milliseconds', { value: format.number(milliseconds) })}</span>
        <span className={classes['sub']}>{format.instant(at)}</span>
      </div>
      {response === '' ? null : (
        <pre className={classes['code']} tabIndex={0} aria-label={t('webhooks:log.response')}>
          {response}
        </pre>
      )}
    </div>
  );
}
