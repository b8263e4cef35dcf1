import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { showOutcome } from '../../../web/ui/toast.tsx';
import classes from './identity.module.css';
import { useInvitations, useRevokeInvitation } from './queries.ts';
import { useNames } from './role-names.ts';

/** Invitations nobody has accepted yet; nothing while there are none. */
export function InvitationsCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { roleName } = useNames();
  const invitations = useInvitations(true);
  const revoke = useRevokeInvitation();
  const confirm = useConfirm();
  const rows = invitations.data?.data ?? [];
  if (rows.length === 0) return null;
  const handleRevoke = async (id: string, whom: string): Promise<void> => {
    const question = {
      title: t('identity:invitations.revokeTitle', { whom }),
      text: t('identity:invitations.revokeText'),
      action: t('identity:invitations.revoke'),
      isDestructive: true,
    };
    if (await confirm(question)) await showOutcome(revoke.mutateAsync(id), t('identity:invitations.revoked'));
  };
  return (
    <Card title={t('identity:invitations.title')}>
      <ul className={classes['list']}>
        {rows.map((row) => {
          const whom = row.user?.name ?? row.email ?? t('identity:invitations.byLink');
          return (
            <li key={row.id} className={classes['row']}>
              <div className={classes['who']}>
                <b>{whom}</b>
                <span className={classes['sub']}>
                  {[
                    row.user ? row.email : null,
                    row.invitedBy ? t('identity:invitations.from', { name: row.invitedBy.name }) : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              <span className={classes['fact']}>{roleName(row)}</span>
              <span className={classes['fact']}>{row.team.name}</span>
              <span className={classes['fact']}>
                {t('identity:invitations.expires', { date: format.instant(row.expiresAt) })}
              </span>
              {may('invitation', 'delete') ? (
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={`${t('identity:invitations.revoke')}: ${whom}`}
                  onClick={() => void handleRevoke(row.id, whom)}
                >
                  {t('identity:invitations.revoke')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
