import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import { minorOf } from './amounts.ts';
import classes from './dashboard.module.css';
import { useDrill } from './use-dashboard-state.ts';

/** Why deals were lost, the most frequent reason first. */
export function LostReasons({ reasons }: { reasons: Kpis['lostReasons'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card title={t('insights:lost.title')} aside={<span className={classes['total']}>{format.number(total)}</span>} padded>
      {reasons.length === 0 ? <p className={classes['note']}>{t('insights:lost.none')}</p> : null}
      <ul className={classes['reasons']}>
        {reasons.map(({ reason, count, share, deals }) => (
          <li key={reason ?? 'none'}>
            <button type="button" onClick={() => drill(deals)}>
              <span>{reason === null ? t('insights:lost.unknown') : t(`deals:choices.deal.lostReason.${reason}`)}</span>
              <span className={classes['reasonTrack']}>
                <span style={{ width: `${Math.max(1, share * 100)}%` }} />
              </span>
              <span className="cd-num">{format.number(count)}</span>
              <span className={[classes['share'], 'cd-num'].join(' ')}>{format.percent(share, 0)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface PipelineProps {
  pipeline: Kpis['pipeline'];
  conversion: Kpis['conversion'];
  currency: string;
}

/** What is open now, whatever the period, and how many of the period's leads have become customers. */
export function PipelineCard({ pipeline, conversion, currency }: PipelineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  return (
    <Card
      title={t('insights:pipeline.title')}
      aside={<span className={classes['total']}>{t('insights:pipeline.now')}</span>}
      padded
    >
      <dl className={classes['pipeline']}>
        <dt>{t('insights:pipeline.deals')}</dt>
        <dd>
          <button type="button" onClick={() => drill(pipeline.drill)}>
            {format.number(pipeline.deals)}
          </button>
        </dd>
        <dt>{t('insights:pipeline.amount')}</dt>
        <dd>{format.money(minorOf(pipeline.amount, currency), currency)}</dd>
        <dt>{t('insights:pipeline.weighted')}</dt>
        <dd>{format.money(minorOf(pipeline.weighted, currency), currency)}</dd>
        <dt title={t('insights:definitions.conversion')}>{t('insights:kpis.conversion')}</dt>
        <dd>
          {conversion.value === null
            ? t('insights:noLeads')
            : t('insights:conversionOf', {
                rate: format.percent(conversion.value),
                won: format.number(conversion.won),
                leads: format.number(conversion.leads),
              })}
        </dd>
      </dl>
    </Card>
  );
}
