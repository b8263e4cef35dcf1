import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasPasskeys } from '../../../../web/passkey-support.ts';
import { Card } from '../../../../web/ui/card.tsx';
import { Chip } from '../../../../web/ui/chip.tsx';
import { useConfirm } from '../../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../../web/ui/error-state.tsx';
import { showOutcome } from '../../../../web/ui/toast.tsx';
import { useFormat } from '../../../../web/use-format.ts';
import type { Passkey } from '../../passkeys/contract.ts';
import classes from '../identity.module.css';
import { PasskeyDialog } from './passkey-dialog.tsx';
import { usePasskeys, useRemovePasskey } from './queries.ts';

/** The person's passkeys: when each was used last, and ways to add one and to remove one. */
export function PasskeysCard() {
  const { t } = useTranslation();
  const passkeys = usePasskeys();
  const [isOpen, setOpen] = useState(false);
  const rows = passkeys.data?.data ?? [];
  const mayAdd = passkeys.data?.canChange === true && hasPasskeys();
  const add = (
    <Button variant="default" size="compact-md" onClick={() => setOpen(true)}>
      {t('identity:passkeys.add')}
    </Button>
  );
  const note = passkeys.data?.canChange === false ? 'identity:secondStep.bySingleSignOn' : 'identity:passkeys.text';
  return (
    <Card title={t('identity:passkeys.title')} aside={mayAdd ? add : null}>
      <div className={classes['lead']}>
        <p className={classes['note']}>{t(hasPasskeys() ? note : 'identity:passkeys.unavailable')}</p>
      </div>
      {passkeys.error ? <ErrorState error={passkeys.error} onRetry={() => void passkeys.refetch()} /> : null}
      {passkeys.isPending ? <Skeleton height={44} m="md" /> : null}
      <ul className={classes['list']}>
        {rows.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} mayRemove={passkeys.data?.canChange === true} />
        ))}
      </ul>
      {isOpen ? <PasskeyDialog asksPassword={passkeys.data?.asksPassword === true} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function PasskeyRow({ passkey, mayRemove }: { passkey: Passkey; mayRemove: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const confirm = useConfirm();
  const remove = useRemovePasskey();
  const { id, name, createdAt, lastUsedAt, isSynced } = passkey;
  const handleRemove = async (): Promise<void> => {
    const question = {
      title: t('identity:passkeys.removeTitle', { name }),
      text: t('identity:passkeys.removeText'),
      action: t('identity:passkeys.remove'),
      isDestructive: true,
    };
    if (await confirm(question)) void showOutcome(remove.mutateAsync(id), t('identity:passkeys.removed'));
  };
  return (
    <li className={classes['row']}>
      <div className={classes['who']}>
        <span className={classes['name']}>
          <b className="cd-ellipsis">{name}</b>
          {isSynced ? <Chip>{t('identity:passkeys.synced')}</Chip> : null}
        </span>
        <span className={classes['sub']}>{t('identity:passkeys.created', { when: format.instant(createdAt) })}</span>
      </div>
      <span className={classes['fact']}>
        {lastUsedAt === null
          ? t('identity:passkeys.neverUsed')
          : t('identity:passkeys.lastUsed', { when: format.relative(lastUsedAt) })}
      </span>
      {mayRemove ? (
        <Button
          variant="default"
          size="compact-md"
          aria-label={`${t('identity:passkeys.remove')}: ${name}`}
          onClick={() => void handleRemove()}
        >
          {t('identity:passkeys.remove')}
        </Button>
      ) : null}
    </li>
  );
}
