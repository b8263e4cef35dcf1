import { Button, Skeleton } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { SecretOnceDialog } from '../../identity/web/secret-once.tsx';
import type { Webhook, WebhookWithSecret } from '../contract.ts';
import { AddDialog } from './webhook-dialogs.tsx';
import { useWebhooks } from './queries.ts';
import { StateChip } from './state-chip.tsx';
import classes from './webhooks.module.css';

/** Webhooks of the workspace: add one, see at a glance which of them work. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const webhooks = useWebhooks();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const close = (): void => {
    setOpen(false);
    setMade(null);
  };
  const add = may('webhook', 'create') ? <Button onClick={() => setOpen(true)}>{t('webhooks:add')}</Button> : null;
  return (
    <SettingsFrame title={t('webhooks:title')} intro={t('webhooks:intro')} primary={add}>
      <Card>
        {webhooks.error ? <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} /> : null}
        {webhooks.isPending ? <Skeleton height={120} m="md" /> : null}
        {webhooks.data?.data.length === 0 ? <EmptyState title={t('webhooks:empty')} hint={t('webhooks:emptyHint')} /> : null}
        <ul className={classes['list']}>
          {webhooks.data?.data.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      </Card>
      {isOpen && made === null ? <AddDialog onMade={setMade} onClose={close} /> : null}
      {made === null ? null : (
        <SecretOnceDialog
          title={t('webhooks:secret.title')}
          label={t('webhooks:secret.label')}
          hint={t('webhooks:secret.hint')}
          value={made.secret}
          onDone={() => void navigate({ to: '/settings/webhooks/$id', params: { id: made.id } })}
        />
      )}
    </SettingsFrame>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, url, description, eventKinds, lastDelivery } = webhook;
  return (
    <li>
      <Link to="/settings/webhooks/$id" params={{ id }} className={classes['row']}>
        <span className={classes['who']}>
          <b className="cd-ellipsis">{description ?? new URL(url).host}</b>
          <span className={classes['sub']}>{url}</span>
        </span>
        <span className={classes['fact']}>
          {eventKinds ? t('webhooks:kinds.some', { count: eventKinds.length }) : t('webhooks:kinds.all')}
        </span>
        <span className={classes['fact']}>
          {lastDelivery ? t('webhooks:lastSent', { when: format.relative(lastDelivery.at) }) : t('webhooks:neverSent')}
        </span>
        <StateChip webhook={webhook} />
      </Link>
    </li>
  );
}
