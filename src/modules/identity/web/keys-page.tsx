import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { showOutcome } from '../../../web/ui/toast.tsx';
import type { ApiKey } from '../keys/contract.ts';
import classes from './identity.module.css';
import { KeyDialog } from './key-dialog.tsx';
import { useApiKeys, useRevokeApiKey } from './queries.ts';
import { useNames } from './role-names.ts';
import { SecretOnceDialog } from './secret-once.tsx';

/** API keys: make one, copy it once, revoke it. */
export function KeysPage() {
  const { t } = useTranslation();
  const may = useMay();
  const keys = useApiKeys();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const close = (): void => {
    setOpen(false);
    setMade(null);
  };
  const create = <Button onClick={() => setOpen(true)}>{t('identity:keys.create')}</Button>;
  return (
    <SettingsFrame
      title={t('identity:keys.title')}
      intro={t('identity:keys.intro')}
      primary={may('apiKey', 'create') ? create : null}
    >
      <Card>
        {keys.error ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} /> : null}
        {keys.isPending ? <Skeleton height={120} m="md" /> : null}
        {keys.data?.data.length === 0 ? <EmptyState title={t('identity:keys.empty')} hint={t('identity:keys.intro')} /> : null}
        <ul className={classes['list']}>
          {keys.data?.data.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      </Card>
      {isOpen && made === null ? <KeyDialog onMade={setMade} onClose={close} /> : null}
      {made === null ? null : (
        <SecretOnceDialog
          title={t('identity:keys.onceTitle')}
          label={t('identity:keys.onceTitle')}
          hint={t('identity:keys.onceText')}
          value={made}
          onDone={close}
        />
      )}
    </SettingsFrame>
  );
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, revokedAt, expiresAt } = apiKey;
  if (revokedAt) return <Chip>{t('identity:keys.revoked', { when: format.instant(revokedAt) })}</Chip>;
  if (!expiresAt) return <Chip tone="ok">{t('identity:keys.inUse')}</Chip>;
  const when = format.instant(expiresAt);
  if (state === 'expired') return <Chip tone="warn">{t('identity:keys.expired', { when })}</Chip>;
  return <Chip tone="ok">{t('identity:keys.until', { when })}</Chip>;
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const format = useFormat();
  const confirm = useConfirm();
  const revoke = useRevokeApiKey();
  const { roleName } = useNames();
  const { name } = apiKey;
  const handleRevoke = async (): Promise<void> => {
    const question = {
      title: t('identity:keys.revokeTitle', { name }),
      text: t('identity:keys.revokeText'),
      action: t('identity:keys.revoke'),
      isDestructive: true,
    };
    if (await confirm(question)) await showOutcome(revoke.mutateAsync(apiKey.id), t('identity:keys.revokedNow'));
  };
  return (
    <li className={classes['row']}>
      <div className={classes['who']}>
        <span className={classes['name']}>
          <b className="cd-ellipsis">{name}</b>
          <KeyState apiKey={apiKey} />
        </span>
        <span className={classes['sub']}>
          <code>{apiKey.prefix}…</code> · {apiKey.user.name}
        </span>
      </div>
      <span className={classes['fact']}>{roleName(apiKey)}</span>
      <span className={classes['fact']}>
        {apiKey.lastUsedAt
          ? t('identity:keys.lastUsed', { when: format.relative(apiKey.lastUsedAt) })
          : t('identity:keys.neverUsed')}
      </span>
      {apiKey.revokedAt ? null : (
        <Button
          variant="default"
          size="compact-md"
          aria-label={`${t('identity:keys.revoke')}: ${name}`}
          onClick={() => void handleRevoke()}
        >
          {t('identity:keys.revoke')}
        </Button>
      )}
    </li>
  );
}
