import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import { minorOf } from './amounts.ts';
import classes from './dashboard.module.css';

const RevenueChart = lazy(() => import('./revenue-chart.tsx'));

type Grain = 'month' | 'quarter';

interface Bar {
  key: string;
  label: string;
  minor: number;
}

/** Months added up by quarter. */
function quartersOf(months: readonly Bar[], isOneYear: boolean): Bar[] {
  const groups = Map.groupBy(months, ({ key }) => `${key.slice(0, 4)}-Q${Math.ceil(Number(key.slice(5)) / 3)}`);
  return [...groups].map(([key, bars]) => ({
    key,
    label: isOneYear ? key.slice(5) : `${key.slice(5)} ${key.slice(0, 4)}`,
    minor: bars.reduce((sum, { minor }) => sum + minor, 0),
  }));
}

/** Revenue by month or quarter, with the target as a line where one is set. */
export function RevenueCard({ revenue, from, to }: { revenue: Kpis['revenue']; from: string; to: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  const months = revenue.byMonth.map(({ month, amount }) => ({
    key: month,
    label: isOneYear
      ? format
          .month(month)
          .replace(month.slice(0, 4), '')
          .replace(/^年|\s+$/g, '')
          .trim()
      : format.month(month),
    minor: minorOf(amount, revenue.currency),
  }));
  const [grain, setGrain] = useState<Grain>(months.length > 6 ? 'quarter' : 'month');
  const bars = grain === 'quarter' ? quartersOf(months, isOneYear) : months;
  const target = revenue.target === null || bars.length === 0 ? null : minorOf(revenue.target, revenue.currency) / bars.length;
  const choices = (['month', 'quarter'] as const).map((value) => ({ value, label: t(`insights:revenue.by.${value}`) }));
  return (
    <Card
      title={t(`insights:revenue.title.${grain}`)}
      aside={
        <SegmentedControl
          size="xs"
          data={choices}
          value={grain}
          onChange={(value) => setGrain(value === 'month' ? 'month' : 'quarter')}
          aria-label={t('insights:revenue.grain')}
        />
      }
      padded
    >
      <div className={classes['chart']}>
        <Suspense fallback={null}>
          <RevenueChart bars={bars} target={target} currency={revenue.currency} />
        </Suspense>
      </div>
      <table className={classes['spoken']}>
        <caption>{t(`insights:revenue.title.${grain}`)}</caption>
        <tbody>
          {bars.map(({ key, label, minor }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{format.money(minor, revenue.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
