import { Button, Select, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Webhook } from '../contract.ts';
import { type Delivery, DeliveryState, deliveryStates } from '../deliveries/contract.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { type DeliveryFilter, useDeliveries, useEventKinds } from './queries.ts';
import { DeliveryChip, useResultText } from './state-chip.tsx';
import classes from './webhooks.module.css';

/** The name of a kind of event, in the language of the reader. */
function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  const names = new Map(useEventKinds().data?.data.map(({ kind, label }) => [kind, label]));
  return (kind) => (kind === 'webhook.tested' ? t('webhooks:events.webhook.tested') : (names.get(kind) ?? kind));
}

/** What was sent to a webhook in the last 30 days; a row opens what was said. */
export function DeliveryLog({ webhook, mayReplay }: { webhook: Webhook; mayReplay: boolean }) {
  const { t } = useTranslation();
  const kinds = useEventKinds();
  const kindName = useKindName();
  const [filter, setFilter] = useState<DeliveryFilter>({});
  const [openId, setOpenId] = useState<string | null>(null);
  const { state = null, eventKind = null } = filter;
  const change = (next: { state: string | null; eventKind: string | null }): void => {
    const { data: chosen } = DeliveryState.safeParse(next.state);
    setFilter({ ...(chosen ? { state: chosen } : {}), ...(next.eventKind ? { eventKind: next.eventKind } : {}) });
  };
  const followed = kinds.data?.data.filter(({ kind }) => webhook.eventKinds?.includes(kind) ?? true) ?? [];
  return (
    <>
      <div className={classes['filters']} role="search">
        <Select
          aria-label={t('webhooks:log.state')}
          placeholder={t('webhooks:log.anyState')}
          clearable
          clearButtonProps={{ 'aria-label': t('webhooks:log.anyState') }}
          data={deliveryStates.map((one) => ({ value: one, label: t(`webhooks:states.${one}`) }))}
          value={state}
          onChange={(value) => change({ state: value, eventKind })}
        />
        <Select
          aria-label={t('webhooks:log.kind')}
          placeholder={t('webhooks:log.anyKind')}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': t('webhooks:log.anyKind') }}
          nothingFoundMessage={t('webhooks:log.noKind')}
          data={[...followed.map(({ kind }) => kind), 'webhook.tested'].map((kind) => ({ value: kind, label: kindName(kind) }))}
          value={eventKind}
          onChange={(value) => change({ state, eventKind: value })}
        />
      </div>
      <Card title={t('webhooks:log.title')}>
        <Rows webhookId={webhook.id} filter={filter} kindName={kindName} onOpen={setOpenId} />
      </Card>
      {openId ? <DeliveryDialog id={openId} kindName={kindName} mayReplay={mayReplay} onClose={() => setOpenId(null)} /> : null}
    </>
  );
}

interface RowsProps {
  webhookId: string;
  filter: DeliveryFilter;
  kindName: (kind: string) => string;
  onOpen: (id: string) => void;
}

function Rows({ webhookId, filter, kindName, onOpen }: RowsProps) {
  const { t } = useTranslation();
  const log = useDeliveries(webhookId, filter);
  if (log.error && !log.data) return <ErrorState error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <Skeleton height={160} m="md" />;
  const rows = log.data.pages.flatMap(({ data }) => data);
  const isFiltered = Object.keys(filter).length > 0;
  if (rows.length === 0)
    return (
      <EmptyState
        title={t(isFiltered ? 'webhooks:log.noneFound' : 'webhooks:log.none')}
        hint={t(isFiltered ? 'webhooks:log.noneFoundHint' : 'webhooks:log.noneHint')}
      />
    );
  return (
    <>
      <ul className={classes['list']}>
        {rows.map((row) => (
          <li key={row.id}>
            <DeliveryRow delivery={row} name={kindName(row.eventKind)} onOpen={() => onOpen(row.id)} />
          </li>
        ))}
      </ul>
      {log.hasNextPage ? (
        <div className={classes['more']}>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('webhooks:log.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function DeliveryRow({ delivery, name, onOpen }: { delivery: Delivery; name: string; onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const resultText = useResultText();
  const { state, attemptCount, lastAttempt, nextAt, createdAt } = delivery;
  const next = nextAt && attemptCount > 0 ? t('webhooks:log.next', { when: format.relative(nextAt) }) : null;
  return (
    <button type="button" className={classes['row']} onClick={onOpen}>
      <span className={classes['who']}>
        <b className="cd-ellipsis">{name}</b>
        <span className={classes['sub']}>{format.instant(createdAt)}</span>
      </span>
      <span className={classes['fact']}>
        {lastAttempt ? resultText(lastAttempt) : null}
        {next ? <span className={classes['sub']}> · {next}</span> : null}
      </span>
      <span className={[classes['fact'], 'cd-num'].join(' ')}>
        {lastAttempt ? t('webhooks:log.milliseconds', { value: format.number(lastAttempt.milliseconds) }) : null}
        {attemptCount > 1 ? ` · ${t('webhooks:log.attempts', { count: attemptCount })}` : null}
      </span>
      <DeliveryChip state={state} attemptCount={attemptCount} />
    </button>
  );
}
