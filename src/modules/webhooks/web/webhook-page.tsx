import { Button, Skeleton } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { ActionMenu, type MenuAction } from '../../../web/ui/page-header.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { showOutcome } from '../../../web/ui/toast.tsx';
import type { Webhook } from '../contract.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { useEventKinds, useRemoveWebhook, useTestWebhook, useUpdateWebhook, useWebhook } from './queries.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { StateChip } from './state-chip.tsx';
import { EditDialog } from './webhook-dialogs.tsx';
import classes from './webhooks.module.css';

/** A webhook: what it is told, whether it works, and what was sent to it. */
export function WebhookPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const webhook = useWebhook(id);
  if (webhook.error && !webhook.data) {
    return (
      <SettingsFrame title={t('webhooks:objects.webhook.one')}>
        <ErrorState error={webhook.error} onRetry={() => void webhook.refetch()} />
      </SettingsFrame>
    );
  }
  if (!webhook.data) {
    return (
      <SettingsFrame title={t('webhooks:objects.webhook.one')}>
        <Skeleton height={200} />
      </SettingsFrame>
    );
  }
  return <LoadedPage webhook={webhook.data} />;
}

type Open = 'edit' | 'secret' | null;

function LoadedPage({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const may = useMay();
  const test = useTestWebhook();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const title = webhook.description ?? new URL(webhook.url).host;
  const mayEdit = may('webhook', 'edit');
  const primary = mayEdit ? (
    <>
      <PageMenu webhook={webhook} onOpen={setOpen} />
      <Button
        disabled={!webhook.isActive}
        loading={test.isPending}
        onClick={() => void showOutcome(test.mutateAsync(webhook.id), t('webhooks:tested'))}
      >
        {t('webhooks:test')}
      </Button>
    </>
  ) : null;
  return (
    <SettingsFrame title={title} primary={primary}>
      <Card padded>
        <Facts webhook={webhook} />
      </Card>
      <DeliveryLog webhook={webhook} mayReplay={mayEdit && webhook.isActive} />
      {open === 'edit' ? <EditDialog webhook={webhook} title={title} onClose={close} /> : null}
      {open === 'secret' ? <SecretDialog webhook={webhook} onClose={close} /> : null}
    </SettingsFrame>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = new Map(useEventKinds().data?.data.map(({ kind, label }) => [kind, label]));
  const { url, eventKinds, actsFor, previousSecretEndsAt, disabled } = webhook;
  const events = eventKinds?.map((kind) => names.get(kind) ?? kind).join(t('webhooks:comma')) ?? t('webhooks:kinds.all');
  const secret = previousSecretEndsAt
    ? t('webhooks:secret.both', { when: format.instant(previousSecretEndsAt) })
    : t('webhooks:secret.one');
  return (
    <KeyValue
      items={[
        {
          key: 'state',
          label: t('webhooks:facts.state'),
          value: (
            <>
              <StateChip webhook={webhook} />{' '}
              {disabled ? <span className={classes['sub']}>{t(`webhooks:why.${disabled.reason}`)}</span> : null}
            </>
          ),
        },
        { key: 'url', label: t('webhooks:form.url'), value: <span className={classes['url']}>{url}</span> },
        { key: 'events', label: t('webhooks:form.events'), value: events },
        { key: 'actsFor', label: t('webhooks:facts.actsFor'), value: actsFor.name },
        { key: 'secret', label: t('webhooks:secret.label'), value: secret },
      ]}
    />
  );
}

function PageMenu({ webhook, onOpen }: { webhook: Webhook; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const update = useUpdateWebhook(webhook.id);
  const remove = useRemoveWebhook();
  const { id, version, isActive, url } = webhook;
  const handleSwitch = (): void =>
    void showOutcome(
      update.mutateAsync({ version, isActive: !isActive }),
      t(isActive ? 'webhooks:switchedOff' : 'webhooks:switchedOn'),
    );
  const handleRemove = async (): Promise<void> => {
    const { host } = new URL(url);
    const question = {
      title: t('webhooks:remove.title', { host }),
      text: t('webhooks:remove.text'),
      action: t('webhooks:remove.action'),
      isDestructive: true,
    };
    if (!(await confirm(question))) return;
    await showOutcome(remove.mutateAsync(id), t('webhooks:remove.done'));
    await navigate({ to: '/settings/webhooks' });
  };
  const actions: MenuAction[] = [
    { key: 'edit', label: t('web:actions.edit'), onClick: () => onOpen('edit') },
    { key: 'switch', label: t(isActive ? 'webhooks:switchOff' : 'webhooks:switchOn'), onClick: handleSwitch },
    { key: 'secret', label: t('webhooks:secret.renew'), onClick: () => onOpen('secret') },
    { key: 'remove', label: t('webhooks:remove.action'), onClick: () => void handleRemove(), isDestructive: true },
  ];
  return <ActionMenu actions={actions} />;
}
