import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../../web/ui/card.tsx';
import { Chip } from '../../../../web/ui/chip.tsx';
import { ErrorState } from '../../../../web/ui/error-state.tsx';
import { showDone } from '../../../../web/ui/toast.tsx';
import { useFormat } from '../../../../web/use-format.ts';
import { lazyPart } from '../../../../web/lazy-open.tsx';
import type { SecondStepState } from '../../second-step/contract.ts';
import classes from '../identity.module.css';
import { PasswordDialog } from './password-dialog.tsx';
import { useRenewRecoveryCodes, useSecondStep, useTurnOffSecondStep } from './queries.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

const SetUp = lazyPart(async () => (await import('./set-up.tsx')).SetUp);

type Open = 'setUp' | 'renew' | 'off' | null;

/** Whether the person signs in in two steps, and how to change that. */
export function SecondStepCard() {
  const { t } = useTranslation();
  const state = useSecondStep();
  const isOn = state.data ? state.data.onSince !== null : null;
  const chip =
    isOn === null ? null : (
      <Chip tone={isOn ? 'ok' : 'plain'}>{t(isOn ? 'identity:secondStep.on' : 'identity:secondStep.off')}</Chip>
    );
  return (
    <Card title={t('identity:secondStep.title')} aside={chip} padded>
      {state.error ? <ErrorState error={state.error} onRetry={() => void state.refetch()} /> : null}
      {state.isPending ? <Skeleton height={56} /> : null}
      {state.data ? <Content state={state.data} /> : null}
    </Card>
  );
}

function Content({ state }: { state: SecondStepState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const { onSince, recoveryCodesLeft, isRequired, asksPassword, canChange } = state;
  if (!canChange) return <p className={classes['note']}>{t('identity:secondStep.bySingleSignOn')}</p>;
  return (
    <>
      <p className={classes['note']}>
        {onSince === null
          ? t('identity:secondStep.text')
          : t('identity:secondStep.onText', { when: format.instant(onSince), count: recoveryCodesLeft })}
      </p>
      {isRequired ? <p className={classes['note']}>{t('identity:secondStep.isRequired')}</p> : null}
      <Group justify="flex-end" gap="xs" mt="sm">
        {onSince === null ? null : (
          <>
            <Button variant="default" onClick={() => setOpen('renew')}>
              {t('identity:secondStep.renew')}
            </Button>
            {isRequired ? null : (
              <Button variant="default" onClick={() => setOpen('off')}>
                {t('identity:secondStep.turnOff')}
              </Button>
            )}
          </>
        )}
        <Button variant="default" onClick={() => setOpen('setUp')}>
          {t(onSince === null ? 'identity:secondStep.setUp' : 'identity:secondStep.otherApp')}
        </Button>
      </Group>
      {open === 'setUp' ? <SetUpDialog asksPassword={asksPassword} onClose={close} /> : null}
      {open === 'renew' ? <RenewDialog onClose={close} /> : null}
      {open === 'off' ? <OffDialog onClose={close} /> : null}
    </>
  );
}

function SetUpDialog({ asksPassword, onClose }: { asksPassword: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  // What was asked when the dialog opened holds until it closes.
  const [asks] = useState(asksPassword);
  const handleDone = (): void => {
    showDone(t('identity:secondStep.turnedOn'));
    onClose();
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('identity:secondStep.setUpTitle')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <SetUp asksPassword={asks} onDone={handleDone} />
    </Modal>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const renew = useRenewRecoveryCodes();
  if (!renew.data)
    return (
      <PasswordDialog
        title={t('identity:secondStep.renew')}
        text={t('identity:secondStep.renewText')}
        action={t('identity:secondStep.renew')}
        onSend={(password) => renew.mutateAsync(password)}
        onClose={onClose}
      />
    );
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('identity:secondStep.codes')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <RecoveryCodes codes={renew.data.recoveryCodes} onDone={onClose} />
    </Modal>
  );
}

function OffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const off = useTurnOffSecondStep();
  const handleSend = async (password: string): Promise<void> => {
    await off.mutateAsync(password);
    showDone(t('identity:secondStep.turnedOff'));
    onClose();
  };
  return (
    <PasswordDialog
      title={t('identity:secondStep.turnOff')}
      text={t('identity:secondStep.turnOffText')}
      action={t('identity:secondStep.turnOff')}
      isDestructive
      onSend={handleSend}
      onClose={onClose}
    />
  );
}
