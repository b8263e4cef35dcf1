import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { showOutcome } from '../../../web/ui/toast.tsx';
import type { Device } from '../session/contract.ts';
import classes from './identity.module.css';
import { useDevices, useEndOtherSessions, useEndSession } from './queries.ts';

/** Where the person is signed in, each with a way to end it. */
export function DevicesCard() {
  const { t } = useTranslation();
  const devices = useDevices();
  const endOthers = useEndOtherSessions();
  const rows = devices.data?.data ?? [];
  const handleOthers = (): void => void showOutcome(endOthers.mutateAsync(), t('identity:account.ended'));
  const others = (
    <Button variant="default" size="compact-md" loading={endOthers.isPending} onClick={handleOthers}>
      {t('identity:account.endOthers')}
    </Button>
  );
  return (
    <Card title={t('identity:account.sessions')} aside={rows.length > 1 ? others : null}>
      {devices.error ? <ErrorState error={devices.error} onRetry={() => void devices.refetch()} /> : null}
      {devices.isPending ? <Skeleton height={80} m="md" /> : null}
      <ul className={classes['list']}>
        {rows.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
    </Card>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useEndSession();
  const name = [device.browser, device.system].filter(Boolean).join(' · ') || t('identity:account.unknownDevice');
  const handleEnd = (): void => void showOutcome(end.mutateAsync(device.id), t('identity:account.ended'));
  return (
    <li className={classes['row']}>
      <div className={classes['who']}>
        <span className={classes['name']}>
          <b className="cd-ellipsis">{name}</b>
          {device.isCurrent ? <Chip tone="pri">{t('identity:account.thisDevice')}</Chip> : null}
        </span>
        <span className={classes['sub']}>
          {[device.ipAddress, t('identity:account.signedIn', { when: format.instant(device.createdAt) })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <span className={classes['fact']}>{t('identity:account.lastSeen', { when: format.relative(device.lastSeenAt) })}</span>
      {device.isCurrent ? null : (
        <Button variant="default" size="compact-md" aria-label={`${t('identity:account.end')}: ${name}`} onClick={handleEnd}>
          {t('identity:account.end')}
        </Button>
      )}
    </li>
  );
}
