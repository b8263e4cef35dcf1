import { BarChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../../web/format.ts';
import { useFormat } from '../../../web/use-format.ts';

register([BarChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

interface RevenueChartProps {
  bars: readonly { key: string; label: string; minor: number }[];
  /** What each bar should reach; null without a target. */
  target: number | null;
  currency: string;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function seriesOf({ bars, target, currency }: RevenueChartProps, format: Format, name: string) {
  const ink = colour('--ink');
  const line = {
    silent: true,
    symbol: 'none',
    lineStyle: { color: colour('--ink2'), type: 'dashed' as const },
    label: { show: false },
    data: [{ yAxis: target ?? 0 }],
  };
  return {
    type: 'bar',
    name: name,
    data: bars.map(({ minor }) => minor),
    barMaxWidth: 68,
    itemStyle: { color: colour('--s3'), borderRadius: [5, 5, 0, 0] },
    label: {
      show: bars.length <= 12,
      position: 'top',
      color: ink,
      fontSize: bars.length > 6 ? 11 : 12,
      formatter: ({ value }: { value: unknown }) =>
        typeof value === 'number' && value > 0 ? format.moneyCompact(value, currency) : '',
    },
    labelLayout: { hideOverlap: true },
    ...(target === null ? {} : { markLine: line }),
  };
}

function optionsOf({ bars, target, currency }: RevenueChartProps, format: Format, name: string) {
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 26, bottom: 24 },
    tooltip: {
      trigger: 'axis',
      appendTo: 'body',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format.money(value, currency) : ''),
    },
    xAxis: {
      type: 'category',
      data: bars.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('--line') } },
      axisLabel: { color: colour('--ink2'), fontSize: 12, interval: 0, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      show: false,
      ...(target === null ? {} : { max: (range: { max: number }) => Math.max(range.max, target * 1.05) }),
    },
    series: [seriesOf({ bars, target, currency }, format, name)],
  };
}

/** Bars from zero with their values on top; the table beside it says the same to those who do not see it. */
export default function RevenueChart({ bars, target, currency }: RevenueChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scheme = useComputedColorScheme();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const made = init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionsOf({ bars, target, currency }, format, t('insights:kpis.revenue')), { notMerge: true });
  }, [bars, target, currency, format, scheme, t]);
  return <div ref={place} style={{ width: '100%', height: '100%' }} aria-hidden="true" />;
}
