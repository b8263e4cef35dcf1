import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { FunnelStage } from '../contract.ts';
import classes from './dashboard.module.css';
import { useDrill } from './use-dashboard-state.ts';

/** How far deals came, how long they stayed, and where they left; the bottleneck is the one thing in red. */
export function FunnelCard({ stages }: { stages: readonly FunnelStage[] }) {
  const { t } = useTranslation();
  const worst = stages.find(({ isBottleneck }) => isBottleneck);
  const most = Math.max(1, ...stages.map(({ reached }) => reached));
  return (
    <Card
      title={t('insights:funnel.title')}
      aside={worst ? <Chip tone="bad">{t('insights:funnel.bottleneck', { stage: worst.name })}</Chip> : null}
      padded
    >
      <ol className={classes['funnel']}>
        {stages.map((stage) => (
          <FunnelRow key={stage.id} stage={stage} share={stage.reached / most} />
        ))}
      </ol>
      <p className={classes['note']}>{worst ? <Sentence stage={worst} /> : t('insights:funnel.none')}</p>
    </Card>
  );
}

function FunnelRow({ stage, share }: { stage: FunnelStage; share: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const parts = [
    stage.days === null ? null : t('insights:funnel.days', { days: format.daysShort(stage.days) }),
    stage.onRate === null ? null : t('insights:funnel.on', { rate: format.percent(stage.onRate, 0) }),
  ].filter((part) => part !== null);
  return (
    <li className={classes['funnelRow']} data-worst={stage.isBottleneck || undefined}>
      <button type="button" onClick={() => drill(stage.deals)}>
        <span className={classes['funnelName']}>
          {stage.position} {stage.name}
        </span>
        <span className={classes['funnelTrack']}>
          <span
            className={classes['funnelBar']}
            data-shade={Math.min(5, stage.position)}
            style={{ width: `${Math.max(share * 100, stage.reached > 0 ? 1 : 0)}%` }}
          />
        </span>
        <span className={[classes['funnelCount'], 'cd-num'].join(' ')}>{format.number(stage.reached)}</span>
        <span className={classes['funnelRest']}>{parts.join(' · ')}</span>
      </button>
    </li>
  );
}

function Sentence({ stage }: { stage: FunnelStage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const over = stage.days !== null && stage.targetDays !== null ? Math.round(stage.days - stage.targetDays) : 0;
  const loss = stage.onRate === null ? 0 : 1 - stage.onRate;
  const wait = over > 0 ? t('insights:funnel.over', { stage: stage.name, days: format.days(over) }) : null;
  const leave =
    loss > 0
      ? t('insights:funnel.leave', {
          stage: stage.name,
          rate: format.percent(loss, 0),
          count: stage.lost,
          lost: format.number(stage.lost),
        })
      : null;
  return <>{[wait, leave].filter((part) => part !== null).join(' ')}</>;
}
