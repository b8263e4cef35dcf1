import { Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../web/session.ts';
import { Chip, type Tone } from '../../../web/ui/chip.tsx';
import { Sparkline } from '../../../web/ui/sparkline.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import { minorOf } from './amounts.ts';
import classes from './dashboard.module.css';
import { useDrill } from './use-dashboard-state.ts';

type FigureName = 'revenue' | 'winRate' | 'conversion' | 'salesCycle' | 'satisfaction';

interface FigureProps {
  name: FigureName;
  value: ReactNode;
  meaning: ReactNode;
  /** In a line how it is counted; the whole definition is a hover or tap away. */
  definition?: ReactNode;
  change?: ReactNode;
  aside?: ReactNode;
  trend?: readonly (number | null)[];
  onOpen?: (() => void) | undefined;
}

/** One figure: what it is and how it is counted, its target, the change since the period before and the trend. */
function Figure({ name, value, meaning, definition, change, aside, trend, onOpen }: FigureProps) {
  const { t } = useTranslation();
  const points = (trend ?? []).filter((point) => point !== null);
  const label = t(`insights:kpis.${name}`);
  return (
    <section className={classes['figure']} aria-label={label}>
      <div className={classes['figureTop']}>
        <h2 className={classes['figureName']}>{label}</h2>
        <Tooltip label={t(`insights:definitions.${name}`)} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
          <button type="button" className={classes['info']} aria-label={t('insights:definition', { name: label })}>
            <IconInfoCircle size={14} />
          </button>
        </Tooltip>
        <span className={classes['figureAside']}>{aside}</span>
      </div>
      <div className={classes['figureLine']}>
        {onOpen ? (
          <button
            type="button"
            className={classes['figureValue']}
            onClick={onOpen}
            title={t(name === 'conversion' ? 'insights:openLeads' : 'insights:openDeals')}
          >
            {value}
          </button>
        ) : (
          <span className={classes['figureValue']}>{value}</span>
        )}
        {change}
      </div>
      <div className={classes['figureMeaning']}>{meaning}</div>
      <div className={classes['figureTrend']}>{points.length > 1 ? <Sparkline values={points} /> : null}</div>
      <p className={classes['figureDefinition']}>{definition ?? t(`insights:counted.${name}`)}</p>
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
      <Revenue revenue={kpis.revenue} />
      <WinRate winRate={kpis.winRate} />
      <Conversion conversion={kpis.conversion} />
      <SalesCycle cycle={kpis.salesCycleDays} />
      <Satisfaction satisfaction={kpis.satisfaction} />
    </div>
  );
}

/** A share with its target and its change in percentage points. */
function useShare({ value, previous, target }: { value: number | null; previous: number | null; target: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = value !== null && previous !== null ? (value - previous) * 100 : null;
  return {
    value: value === null ? '–' : format.percent(value),
    change:
      points === null ? null : (
        <Change
          isBetter={Math.abs(points) < 0.05 ? null : points > 0}
          text={t('insights:points', { points: signed(points, (size) => format.number(size, 1)) })}
        />
      ),
    aside: (
      <Target
        text={target === null ? null : format.percent(target)}
        isMet={value !== null && target !== null && value >= target}
      />
    ),
  };
}

function WinRate({ winRate }: Pick<Kpis, 'winRate'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const { won, lost, trend, deals } = winRate;
  return (
    <Figure
      name="winRate"
      {...useShare(winRate)}
      meaning={t('insights:wonOfClosed', { won: format.number(won), closed: format.number(won + lost) })}
      trend={trend}
      onOpen={() => drill(deals)}
    />
  );
}

function Conversion({ conversion }: Pick<Kpis, 'conversion'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill('/leads');
  const { leads, won, trend, drill: behind } = conversion;
  const meaning =
    behind === null
      ? t('insights:noLeadsByProduct')
      : leads === 0
        ? t('insights:noLeads')
        : t('insights:convertedOf', { count: leads, won: format.number(won), leads: format.number(leads) });
  return (
    <Figure
      name="conversion"
      {...useShare(conversion)}
      meaning={meaning}
      trend={trend}
      onOpen={behind === null || leads === 0 ? undefined : () => drill(behind)}
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
    wonDeals === 0 ? '' : ` · ${t('insights:average', { amount: format.moneyRounded(amount / wonDeals, currency) })}`;
  return (
    <Figure
      name="revenue"
      value={<span title={format.money(amount, currency)}>{format.moneyRounded(amount, currency)}</span>}
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
      definition={<RevenueDefinition />}
      trend={revenue.byMonth.map(({ amount: of }) => (of === null ? null : minorOf(of, currency)))}
      onOpen={() => drill(deals)}
    />
  );
}

/** Whether the amounts hold tax is said once per workspace, and here each time they are read. */
function RevenueDefinition() {
  const { t } = useTranslation();
  const may = useMay();
  const { revenueIncludesTax: tax } = useSession().workspace;
  const said = tax === null ? 'unknown' : tax ? 'with' : 'without';
  return (
    <>
      {t('insights:counted.revenue', { tax: t(`insights:tax.${said}`) })}{' '}
      {tax === null && may('workspace', 'edit') ? <Link to="/settings">{t('insights:tax.say')}</Link> : null}
    </>
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
