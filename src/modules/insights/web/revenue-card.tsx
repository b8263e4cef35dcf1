import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOf } from '../../../platform/days.ts';
import { Card } from '../../../web/ui/card.tsx';
import type { Format } from '../../../web/format.ts';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import { minorOf } from './amounts.ts';
import classes from './dashboard.module.css';
import { onlyWon } from './drills.ts';
import { type Bar, RevenueBars } from './revenue-bars.tsx';
import { useDrill } from './use-dashboard-state.ts';

type Grain = 'month' | 'quarter';

/** The months of a range, its first and last cut where the range begins and ends. */
function monthBars({ revenue, from, to }: RevenueCardProps, format: Format): Bar[] {
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  return revenue.byMonth.map(({ month, amount }) => {
    const first = `${month}-01`;
    const last = endOf(first, 'month');
    return {
      key: month,
      label: isOneYear ? format.monthOfYear(month) : format.month(month),
      minor: amount === null ? 0 : minorOf(amount, revenue.currency),
      from: first < from ? from : first,
      to: last > to ? to : last,
    };
  });
}

/** Months added up by quarter. */
function quarterBars(months: readonly Bar[]): Bar[] {
  const groups = Map.groupBy(months, ({ key }) => `${key.slice(0, 4)} Q${Math.ceil(Number(key.slice(5)) / 3)}`);
  const isOneYear = new Set(months.map(({ key }) => key.slice(0, 4))).size === 1;
  return [...groups].map(([key, bars]) => ({
    key,
    label: isOneYear ? key.slice(5) : key,
    minor: bars.reduce((sum, { minor }) => sum + minor, 0),
    from: bars[0]?.from ?? '',
    to: bars.at(-1)?.to ?? '',
  }));
}

interface RevenueCardProps {
  revenue: Kpis['revenue'];
  from: string;
  to: string;
}

/** Revenue by month or quarter, with the target as a line where one is set. */
export function RevenueCard({ revenue, from, to }: RevenueCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const drill = useDrill();
  const months = monthBars({ revenue, from, to }, format);
  const [chosen, setGrain] = useState<Grain | null>(null);
  const grain = chosen ?? (months.length > 12 ? 'quarter' : 'month');
  const bars = grain === 'quarter' ? quarterBars(months) : months;
  const target = revenue.target === null || bars.length === 0 ? null : minorOf(revenue.target, revenue.currency) / bars.length;
  const choices = (['month', 'quarter'] as const).map((value) => ({ value, label: t(`insights:revenue.by.${value}`) }));
  return (
    <Card
      title={t(`insights:revenue.title.${grain}`, { currency: revenue.currency })}
      aside={
        <span className={classes['cardAside']}>
          {target === null ? null : (
            <span className={classes['dashed']}>
              {t('insights:targets.chip', { target: format.moneyCompact(target, revenue.currency) })}
            </span>
          )}
          <SegmentedControl
            size="xs"
            data={choices}
            value={grain}
            onChange={(value) => setGrain(value === 'month' ? 'month' : 'quarter')}
            aria-label={t('insights:revenue.grain')}
          />
        </span>
      }
      padded
    >
      <RevenueBars
        bars={bars}
        target={target}
        currency={revenue.currency}
        onOpen={(bar) => drill(onlyWon(revenue.deals, { from: bar.from, to: bar.to }))}
      />
    </Card>
  );
}
