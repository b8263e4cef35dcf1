import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../web/page-title.ts';
import { useMay } from '../../../web/session.ts';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import type { Kpis, KpiQuery } from '../contract.ts';
import { DashboardFilters } from './dashboard-filters.tsx';
import classes from './dashboard.module.css';
import { FunnelCard } from './funnel-card.tsx';
import { KpiCards } from './kpi-cards.tsx';
import { LastClosing } from './last-closing.tsx';
import { LostReasons, PipelineCard } from './loss-cards.tsx';
import { NegotiationCards } from './negotiation-cards.tsx';
import { useKpis } from './queries.ts';
import { RevenueCard } from './revenue-card.tsx';
import { SplitTable } from './split-table.tsx';
import { TargetsDialog } from './targets-dialog.tsx';
import { useDashboardState } from './use-dashboard-state.ts';

/** Where we stand: four figures, where deals wait and leave, revenue, who and what brings it. */
export function Dashboard() {
  const { t } = useTranslation();
  usePageTitle(t('insights:title'));
  const may = useMay();
  const [isSetting, setSetting] = useState(false);
  const [state, change] = useDashboardState();
  const { choice: _choice, period, ...filters } = state;
  const query: KpiQuery = { ...period, ...filters };
  const kpis = useKpis(query);
  // The controls answer at once; what they change is drawn after.
  const shown = useDeferredValue({ data: kpis.data, query, isStale: kpis.isPlaceholderData });
  const menu = may('insights', 'target')
    ? [{ key: 'targets', label: t('insights:targets.edit'), onClick: () => setSetting(true) }]
    : [];
  return (
    <>
      <PageHeader title={t('insights:title')} menu={menu} />
      <div className={classes['page']}>
        <DashboardFilters state={state} onChange={change} />
        {kpis.error ? <ErrorState error={kpis.error} onRetry={() => void kpis.refetch()} /> : null}
        {shown.data?.lastClosedOn ? (
          <LastClosing lastClosedOn={shown.data.lastClosedOn} choice={state.choice} onChange={change} />
        ) : null}
        {shown.data ? (
          <Figures kpis={shown.data} query={shown.query} isStale={shown.isStale} />
        ) : kpis.error ? null : (
          <PageSkeleton />
        )}
      </div>
      {isSetting ? (
        <TargetsDialog year={Number(period.to.slice(0, 4))} teamId={state.teamId ?? null} onClose={() => setSetting(false)} />
      ) : null}
    </>
  );
}

function Figures({ kpis, query, isStale }: { kpis: Kpis; query: KpiQuery; isStale: boolean }) {
  const { winRate, pipeline, funnel } = kpis;
  const isEmpty = winRate.won + winRate.lost === 0 && pipeline.deals === 0 && funnel.every(({ reached }) => reached === 0);
  if (isEmpty) return <NothingYet />;
  return (
    <div className={classes['board']} data-stale={isStale || undefined}>
      <KpiCards kpis={kpis} />
      <div className={classes['wide']}>
        <FunnelCard stages={kpis.funnel} />
        <RevenueCard revenue={kpis.revenue} from={kpis.from} to={kpis.to} />
      </div>
      <SplitTable kpis={kpis} />
      <div className={classes['pair']}>
        <LostReasons reasons={kpis.lostReasons} />
        <PipelineCard pipeline={kpis.pipeline} currency={kpis.revenue.currency} />
      </div>
      <NegotiationCards query={query} />
    </div>
  );
}

function NothingYet() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const action = may('import', 'create') ? (
    <Button onClick={() => void navigate({ to: '/import' })}>{t('insights:empty.import')}</Button>
  ) : null;
  return <EmptyState title={t('insights:empty.title')} hint={t('insights:empty.hint')} action={action} />;
}
