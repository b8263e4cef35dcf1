import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Webhook } from '../contract.ts';
import type { Attempt, DeliveryState } from '../deliveries/contract.ts';

/** Whether a webhook works. */
export function StateChip({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { isActive, disabled, failingSince } = webhook;
  if (disabled) return <Chip tone="bad">{t(`webhooks:off.${disabled.reason}`)}</Chip>;
  if (!isActive) return <Chip>{t('webhooks:off.byHand')}</Chip>;
  if (failingSince) return <Chip tone="warn">{t('webhooks:failingSince', { when: format.instant(failingSince) })}</Chip>;
  return <Chip tone="ok">{t('webhooks:on')}</Chip>;
}

const tones: Record<DeliveryState, Tone> = { waiting: 'pri', delivered: 'ok', failed: 'bad', hidden: 'plain' };

export function DeliveryChip({ state, attemptCount }: { state: DeliveryState; attemptCount: number }) {
  const { t } = useTranslation();
  const isRetried = state === 'waiting' && attemptCount > 0;
  return <Chip tone={isRetried ? 'warn' : tones[state]}>{t(`webhooks:states.${isRetried ? 'retrying' : state}`)}</Chip>;
}

/** What came back: the status, or why there is none. */
export function useResultText(): (attempt: Pick<Attempt, 'status' | 'fault'>) => string {
  const { t } = useTranslation();
  return ({ status, fault }) => (status === null ? t(`webhooks:faults.${fault ?? 'connection'}`) : `HTTP ${status}`);
}
