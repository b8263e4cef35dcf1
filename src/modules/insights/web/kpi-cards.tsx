import { Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../../../web/ui/chip.tsx';
import { Sparkline } from '../../../web/ui/sparkline.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import { minorOf, withoutZeros } from './amounts.ts';
import classes from './dashboard.module.css';
import { useDrill } from './use-dashboard-state.ts';

interface FigureProps {
  name: 'winRate' | 'salesCycle' | 'revenue' | 'satisfaction';
  value: ReactNode;
  meaning: ReactNode;
  change?: ReactNode;
  aside?: ReactNode;
  trend?: readonly (number | null)[];
  onOpen?: () => void;
}

/** One figure: what it is (its definition a hover or tap away), what it means, its target, the change and the trend. */
function Figure({ name, value, meaning, change, aside, trend, onOpen }: FigureProps) {
  const { t } = useTranslation();
  const points = (trend ?? []).filter((point) => point !== null);
  return (
    <section className={classes['figure']} aria-label={t(`insights:kpis.${name}`)}>
      <div className={classes['figureTop']}>
        <span className={classes['figureName']}>
          {t(`insights:kpis.${name}`)}
          <Tooltip label={t(`insights:definitions.${name}`)} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
            <button
              type="button"
              className={classes['info']}
              aria-label={t('insights:definition', { name: t(`insights:kpis.${name}`) })}
            >
              <IconInfoCircle size={14} />
            </button>
          </Tooltip>
        </span>
        {aside}
      </div>
      {onOpen ? (
        <button type="button" className={classes['figureValue']} onClick={onOpen}>
          {value}
        </button>
      ) : (
        <span className={classes['figureValue']}>{value}</span>
      )}
      <div className={classes['figureMeaning']}>
        {meaning}
        {change ? <> · {change}</> : null}
      </div>
      {points.length > 1 ? <Sparkline values={points} /> : <div className={classes['noTrend']} />}
    </section>
  );
}

function Target({ text, isMet }: { text: string | null; isMet: boolean }) {
  const { t } = useTranslation();
  if (text === null) return null;
  const tone: Tone = isMet ? 'ok' : 'warn';
  return (
    <Chip tone={tone} title={t(isMet ? 'insights:targets.met' : 'insights:targets.missed')}>
      {t('insights:targets.chip', { target: text })}
    </Chip>
  );
}

/** How far a figure has moved since the period before; better and worse are said by the sign and by colour. */
function Change({ text, isBetter }: { text: string; isBetter: boolean | null }) {
  const { t } = useTranslation();
  return (
    <span className={classes['change']} data-better={isBetter ?? undefined} title={t('insights:changeHint')}>
      {text}
    </span>
  );
}

export function KpiCards({ kpis }: { kpis: Kpis }) {
  return (
    <div className={classes['figures']}>
      <WinRate winRate={kpis.winRate} />
      <SalesCycle cycle={kpis.salesCycleDays} />
      <Revenue revenue={kpis.revenue} />
      <Satisfaction satisfaction={kpis.satisfaction} />
    </div>
  );
}

function WinRate({ winRate }: Pick<Kpis, 'winRate'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const { value, won, lost, previous, target, trend, deals } = winRate;
  const points = value !== null && previous !== null ? (value - previous) * 100 : null;
  return (
    <Figure
      name="winRate"
      value={value === null ? '–' : format.percent(value)}
      meaning={t('insights:wonOfClosed', { won: format.number(won), closed: format.number(won + lost) })}
      change={
        points === null ? null : (
          <Change
            isBetter={points === 0 ? null : points > 0}
            text={t('insights:points', { points: signed(points, (size) => format.number(size, 1)) })}
          />
        )
      }
      aside={
        <Target
          text={target === null ? null : format.percent(target)}
          isMet={value !== null && target !== null && value >= target}
        />
      }
      trend={trend}
      onOpen={() => drill(deals)}
    />
  );
}

function signed(value: number, write: (size: number) => string): string {
  return `${value < 0 ? '−' : '+'}${write(Math.abs(value))}`;
}

function SalesCycle({ cycle }: { cycle: Kpis['salesCycleDays'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const { mean, median, p90, previous, target, trend, deals } = cycle;
  const change = mean !== null && previous !== null ? mean - previous : null;
  return (
    <Figure
      name="salesCycle"
      value={mean === null ? '–' : format.days(mean, 1)}
      meaning={
        median === null || p90 === null
          ? t('insights:noWins')
          : t('insights:medianAndP90', { median: format.number(median, 1), p90: format.number(p90, 1) })
      }
      change={
        change === null ? null : (
          <Change isBetter={change === 0 ? null : change < 0} text={signed(change, (size) => format.days(size, 1))} />
        )
      }
      aside={
        <Target
          text={target === null ? null : format.daysShort(target)}
          isMet={mean !== null && target !== null && mean <= target}
        />
      }
      trend={trend}
      onOpen={() => drill(deals)}
    />
  );
}

function Revenue({ revenue }: Pick<Kpis, 'revenue'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const { currency, wonDeals, deals } = revenue;
  const amount = minorOf(revenue.amount, currency);
  const previous = revenue.previous === null ? null : minorOf(revenue.previous, currency);
  const target = revenue.target === null ? null : minorOf(revenue.target, currency);
  const change = previous === null || previous === 0 ? null : amount / previous - 1;
  const average =
    wonDeals === 0
      ? ''
      : ` · ${t('insights:average', { amount: withoutZeros(format.money(Math.round(amount / wonDeals / 100) * 100, currency)) })}`;
  return (
    <Figure
      name="revenue"
      value={withoutZeros(format.money(amount, currency))}
      meaning={`${t('insights:wonDeals', { count: wonDeals, deals: format.number(wonDeals) })}${average}`}
      change={
        change === null ? null : (
          <Change isBetter={change === 0 ? null : change > 0} text={signed(change, (size) => format.percent(size))} />
        )
      }
      aside={
        <Target
          text={target === null ? null : format.moneyCompact(target, currency)}
          isMet={target !== null && amount >= target}
        />
      }
      trend={revenue.byMonth.map((month) => minorOf(month.amount, currency))}
      onOpen={() => drill(deals)}
    />
  );
}

function Satisfaction({ satisfaction }: Pick<Kpis, 'satisfaction'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { score, n } = satisfaction;
  return (
    <Figure
      name="satisfaction"
      value={score === null ? <span className={classes['none']}>{t('insights:noAnswers')}</span> : format.number(score, 1)}
      meaning={score === null ? t('insights:noAnswersHint') : t('insights:outOfFive')}
      aside={<Chip>{t('insights:answers', { count: n })}</Chip>}
    />
  );
}
