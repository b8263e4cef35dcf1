import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Share } from '../../../modules/records/shares/contract.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Chip } from '../../ui/chip.tsx';
import { showDone, showProblem, showUndo } from '../../ui/toast.tsx';
import { useFormat } from '../../use-format.ts';
import classes from './access.module.css';
import { useShareRecord, useUnshareRecord } from './queries.ts';

interface ShareListProps {
  id: string;
  kind: string;
  shares: readonly Share[];
  mayShare: boolean;
}

/** The shares there are; what has ended says so. */
export function ShareList({ id, kind, shares, mayShare }: ShareListProps) {
  const { t } = useTranslation();
  const headingId = `shares-${id}`;
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId}>{t(kind === 'deal' ? 'web:access.dealShares' : 'web:access.shares')}</h3>
      {shares.length === 0 ? <p className={classes['note']}>{t('web:access.noShares')}</p> : null}
      <ul className={classes['list']}>
        {shares.map((share) => (
          <ShareRow key={share.id} recordId={id} share={share} mayShare={mayShare} />
        ))}
      </ul>
    </section>
  );
}

function ShareRow({ recordId, share, mayShare }: { recordId: string; share: Share; mayShare: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const unshare = useUnshareRecord(recordId);
  const again = useShareRecord(recordId);
  const name = share.user?.name ?? share.team?.name ?? '';
  const { user, team, canEdit, part, untilOn, hasEnded } = share;
  const putBack = async (): Promise<void> => {
    const whom = user ? { userId: user.id } : { teamId: team?.id ?? '' };
    await again.mutateAsync({ ...whom, canEdit, part, untilOn });
  };
  const takeBack = (): void =>
    unshare.mutate(share.id, {
      // One whose day has passed is not given again.
      onSuccess: () => {
        const text = t('web:access.takenBack', { name });
        if (hasEnded) showDone(text);
        else showUndo(text, putBack);
      },
      onError: showProblem,
    });
  const until = share.untilOn ? t('web:access.untilDay', { day: format.day(share.untilOn) }) : t('web:access.forGood');
  return (
    <li className={classes['row']}>
      <Avatar name={name} size={28} />
      <div className={classes['who']}>
        <span className={classes['name']}>
          <b className="cd-ellipsis">{name}</b>
          {share.part ? <Chip>{t(`web:access.parts.${share.part}`)}</Chip> : null}
          {share.team ? <Chip>{t('web:access.kinds.team')}</Chip> : null}
        </span>
        <span className={classes['note']}>
          {t('web:access.facts', { right: t(`web:access.rights.${share.canEdit ? 'edit' : 'read'}`), until })}
        </span>
      </div>
      {share.hasEnded ? <Chip tone="warn">{t('web:access.ended')}</Chip> : null}
      {mayShare ? (
        <Button variant="default" size="compact-md" aria-label={t('web:access.takeBackFrom', { name })} onClick={takeBack}>
          {t('web:access.takeBack')}
        </Button>
      ) : null}
    </li>
  );
}
