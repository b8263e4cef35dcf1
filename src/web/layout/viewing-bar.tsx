import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../modules/identity/contract.ts';
import { stopViewing } from '../../modules/identity/viewing/contract.ts';
import { useNames } from '../../modules/identity/web/role-names.ts';
import { call } from '../api.ts';
import { useSession } from '../session.ts';
import { showProblem } from '../ui/toast.tsx';
import { useFormat } from '../use-format.ts';
import classes from './layout.module.css';

/** Says on every screen whose eyes these are, while they are not one's own. */
export function ViewingBar() {
  const { user, viewing } = useSession();
  return viewing ? <Bar user={user} viewing={viewing} /> : null;
}

interface BarProps {
  user: SessionInfo['user'];
  viewing: NonNullable<SessionInfo['viewing']>;
}

function Bar({ user, viewing }: BarProps) {
  const { t } = useTranslation();
  const { roleName } = useNames();
  const format = useFormat();
  const stop = useMutation({
    mutationFn: () => call(stopViewing),
    // Nothing that was read with the other eyes stays: the program starts anew.
    onSuccess: () => window.location.assign(viewing.as === 'role' ? '/settings/roles' : '/settings/members'),
    onError: showProblem,
  });
  const role = roleName(user);
  return (
    <div role="status" className={classes['viewing']}>
      <span>
        {viewing.as === 'role' ? t('identity:viewing.role', { role }) : t('identity:viewing.member', { name: user.name })}{' '}
        <span className={classes['viewingUntil']}>{t('identity:viewing.until', { time: format.instant(viewing.endsAt) })}</span>
      </span>
      <Button size="compact-sm" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
        {t('identity:viewing.stop')}
      </Button>
    </div>
  );
}
