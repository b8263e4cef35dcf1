import { monthsOf, todayIn } from '../../platform/days.ts';
import type { Db } from '../../platform/db.ts';
import { invalidField } from '../../platform/errors.ts';
import { localize } from '../../platform/languages.ts';
import { formatAmount } from '../../platform/money.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Report } from '../deals/reporting/rules.ts';
import { readReport } from '../deals/reporting/service.ts';
import { listUsers } from '../identity/members/service.ts';
import type { Team } from '../identity/teams/contract.ts';
import { listTeams } from '../identity/teams/service.ts';
import { loadStarts } from '../process/loading/service.ts';
import { type ConversionReport, noLeads } from '../prospecting/reporting/rules.ts';
import { readConversion } from '../prospecting/reporting/service.ts';
import type { FunnelStage, KpiQuery, Kpis } from './contract.ts';
import {
  byRevenue,
  drillOf,
  equals,
  leadsDrill,
  meanOf,
  narrowing,
  percentileOf,
  reachedDrill,
  requireRange,
  revenueTarget,
  shareOf,
  splitOf,
  type Tally,
  tallyAll,
  tallyBy,
  winRateOf,
} from './rules.ts';
import { ofTeamAlone, reachOf } from './reach/rules.ts';
import { bottleneckOf, funnelOf } from './funnel/rules.ts';
import type { KpiTarget } from './targets/contract.ts';
import { listTargets } from './targets/service.ts';

/** What the figures are made from. */
interface Material {
  query: KpiQuery;
  currency: string;
  /** Where the workspace is. */
  today: string;
  report: Report;
  /** Null where leads cannot be narrowed alike. */
  conversion: ConversionReport | null;
  targets: readonly KpiTarget[];
  people: ReadonlyMap<string, { name: string; team: string }>;
  teams: ReadonlyMap<string, Pick<Team, 'id' | 'name' | 'parentId'>>;
  stages: readonly { id: string; name: string; phase: number; targetDays: number }[];
  /** Conditions of the deals list that the whole report is narrowed by. */
  extra: ReturnType<typeof narrowing>;
  /** Filter of the leads list: those that conversion counts. */
  leads: string;
}

/** The figures of a period, as far as the scope's deals and figures reach, with the records behind each number. */
export async function getKpis(db: Db, scope: Scope, query: KpiQuery): Promise<Kpis> {
  permit(scope, 'insights', 'view');
  requireRange(query);
  const teams = await listTeams(db, scope);
  const { teamId } = query;
  const teamIds = teamId === undefined ? null : teams.filter(({ path }) => path.includes(teamId)).map(({ id }) => id);
  if (teamIds?.length === 0) throw invalidField('/query/teamId', 'not_found_reference');
  const narrow = narrowing(query);
  const filter = narrow.length === 0 ? null : JSON.stringify({ and: narrow });
  const [report, conversion, targets, people, starts] = await Promise.all([
    readReport(db, scope, { from: query.from, to: query.to, filter }),
    // A lead asks for no product yet.
    query.productId === undefined ? readConversion(db, scope, { ...query, teamIds: teamIds ?? undefined }) : null,
    listTargets(db, scope),
    allPeople(db, scope),
    loadStarts(db, scope),
  ]);
  const [start] = starts;
  const stages = (start?.stages ?? []).map(({ id, names, phase, targetDays }) => ({
    id,
    phase,
    targetDays,
    name: localize(names, scope.language) ?? '',
  }));
  return figuresOf({
    query,
    currency: scope.currency,
    today: todayIn(scope.timeZone),
    report,
    conversion,
    targets,
    people,
    teams: new Map(teams.map((team) => [team.id, team])),
    stages,
    extra: [...narrow, ...reachOf(scope, 'deal')],
    leads: leadsDrill(query, reachOf(scope, 'lead')),
  });
}

async function allPeople(db: Db, scope: Scope): Promise<Map<string, { name: string; team: string }>> {
  const people = new Map<string, { name: string; team: string }>();
  let cursor: string | undefined;
  do {
    const page = await listUsers(db, scope, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id, name, team } of page.data) people.set(id, { name, team: team.name });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return people;
}

function figuresOf(material: Material): Kpis {
  const { query, report } = material;
  return {
    from: query.from,
    to: query.to,
    lastClosedOn: report.lastClosedOn,
    ...headline(material),
    conversion: conversionOf(material),
    satisfaction: { score: null, n: 0 },
    ...splits(material),
    funnel: funnel(material),
    pipeline: {
      deals: report.pipeline.deals,
      amount: formatAmount(report.pipeline.amountMinor, material.currency),
      weighted: formatAmount(report.pipeline.weightedMinor, material.currency),
      drill: JSON.stringify({ and: [equals('status', 'open'), ...material.extra] }),
    },
    lostReasons: lostReasons(material),
  };
}

function headline({
  query,
  currency,
  today,
  report,
  targets,
  extra,
}: Material): Pick<Kpis, 'winRate' | 'salesCycleDays' | 'revenue'> {
  const all = tallyAll(report.groups);
  const months = monthsOf(query);
  const byMonth = tallyBy(report.groups, ({ month }) => month.slice(0, 7));
  const trend = (value: (tally: Tally) => number | null) => months.map((month) => value(byMonth.get(month) ?? tallyAll([])));
  const amountOf = (month: string): string | null => {
    const isToCome = month > today.slice(0, 7) && !byMonth.has(month);
    return isToCome ? null : formatAmount(byMonth.get(month)?.amountMinor ?? 0, currency);
  };
  const { previous } = report;
  const isEmpty = previous.won + previous.lost === 0;
  const targetOf = targetReader(targets, query);
  const winTarget = targetOf.same('winRate');
  return {
    winRate: {
      value: winRateOf(all.won, all.lost),
      won: all.won,
      lost: all.lost,
      previous: winRateOf(previous.won, previous.lost),
      target: winTarget === null ? null : winTarget / 10_000,
      trend: trend(({ won, lost }) => winRateOf(won, lost)),
      deals: drillOf('closed', query, extra),
    },
    salesCycleDays: {
      mean: meanOf(report.cycle),
      median: percentileOf(report.cycle, 0.5),
      p90: percentileOf(report.cycle, 0.9),
      previous: shareOf(previous.days, previous.dayCount),
      target: targetOf.same('salesCycleDays'),
      trend: trend(({ days, dayCount }) => shareOf(days, dayCount)),
      deals: drillOf('won', query, extra),
    },
    revenue: {
      currency,
      amount: formatAmount(all.amountMinor, currency),
      wonDeals: all.won,
      byMonth: months.map((month) => ({
        month,
        amount: amountOf(month),
        wonDeals: byMonth.get(month)?.won ?? 0,
      })),
      previous: isEmpty ? null : formatAmount(previous.amountMinor, currency),
      target: amountText(targetOf.sum(), currency),
      deals: drillOf('won', query, extra),
    },
  };
}

function conversionOf({ query, conversion, targets, leads: drill }: Material): Kpis['conversion'] {
  const { leads, won, previous } = conversion ?? { ...noLeads, previous: noLeads };
  const target = targetReader(targets, query).same('conversion');
  return {
    value: shareOf(won, leads),
    leads,
    won,
    previous: shareOf(previous.won, previous.leads),
    target: target === null ? null : target / 10_000,
    trend: monthsOf(query).map((month) => {
      const counted = conversion?.byMonth.get(month) ?? noLeads;
      return shareOf(counted.won, counted.leads);
    }),
    drill: conversion === null ? null : drill,
  };
}

function amountText(minor: number | null, currency: string): string | null {
  return minor === null ? null : formatAmount(minor, currency);
}

/** Targets of the team asked for, else of the workspace; those of one seller, product, source or industry nobody sets. */
function targetReader(targets: readonly KpiTarget[], query: KpiQuery) {
  const isPart = Boolean(query.ownerId ?? query.productId ?? query.source ?? query.industry);
  const own = isPart ? [] : targets.filter(({ teamId }) => teamId === (query.teamId ?? null));
  const byYear = (kpi: KpiTarget['kpi']) =>
    new Map(own.filter((target) => target.kpi === kpi).map(({ year, value }) => [year, value]));
  return {
    same: (kpi: KpiTarget['kpi']) => byYear(kpi).get(Number(query.to.slice(0, 4))) ?? null,
    sum: () => revenueTarget(byYear('revenue'), query.from, query.to),
  };
}

function splits({
  query,
  currency,
  report,
  people,
  teams,
  extra,
}: Material): Pick<Kpis, 'byOwner' | 'byTeam' | 'byProduct' | 'bySource' | 'byIndustry'> {
  const entries = (sums: Map<string | null, Tally>) => [...sums].toSorted(byRevenue).slice(0, 500);
  const behind = (tally: Tally, condition: ReturnType<typeof equals>) => ({
    ...splitOf(tally, currency),
    deals: drillOf('closed', query, [...extra, condition]),
  });
  const row = (tally: Tally, field: string, value: string | null) => behind(tally, equals(field, value));
  const named = (id: string | null, name: string | undefined) => (id === null ? null : { id, name: name ?? '' });
  return {
    byOwner: entries(tallyBy(report.groups, ({ ownerId }) => ownerId)).map(([id, tally]) => ({
      owner: named(id, people.get(id ?? '')?.name),
      team: people.get(id ?? '')?.team ?? null,
      ...row(tally, 'owner', id),
    })),
    byTeam: entries(tallyBy(report.groups, ({ teamId }) => teamId)).map(([id, tally]) => ({
      team: named(id, teams.get(id ?? '')?.name),
      ...behind(tally, ofTeamAlone(id, [...teams.values()])),
    })),
    byProduct: report.byProduct
      .toSorted((a, b) => byRevenue([null, a], [null, b]))
      .slice(0, 500)
      .map(({ key, name, ...tally }) => ({
        product: named(key, name ?? undefined),
        ...row(tally, 'product', key),
      })),
    bySource: entries(tallyBy(report.groups, ({ source }) => source)).map(([source, tally]) => ({
      source,
      ...row(tally, 'source', source),
    })),
    byIndustry: report.byIndustry
      .toSorted((a, b) => byRevenue([null, a], [null, b]))
      .slice(0, 500)
      .map(({ key, name: _name, ...tally }) => ({ industry: key, ...row(tally, 'account.industry', key) })),
  };
}

function funnel({ query, report, stages, extra }: Material): FunnelStage[] {
  const figures = funnelOf(stages, report.phases, report.phaseDays);
  const worst = bottleneckOf(figures);
  return figures.map((stage) => ({
    ...stage,
    isBottleneck: stage.id === worst,
    deals: reachedDrill(stage.phase, query, extra),
  }));
}

function lostReasons({ query, report, extra }: Material): Kpis['lostReasons'] {
  const lost = report.groups.filter((group) => group.lost > 0);
  const all = tallyAll(lost).lost;
  return [...tallyBy(lost, ({ lostReason }) => lostReason)]
    .toSorted((a, b) => b[1].lost - a[1].lost)
    .map(([reason, tally]) => ({
      reason,
      count: tally.lost,
      share: all === 0 ? 0 : tally.lost / all,
      deals: drillOf('lost', query, [...extra, equals('lostReason', reason)]),
    }));
}
