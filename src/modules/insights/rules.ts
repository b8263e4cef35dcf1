import { endOf, monthsOf } from '../../platform/days.ts';
import { formatAmount } from '../../platform/money.ts';
import type { KpiQuery } from './contract.ts';

/** Days from opening to winning, and how many deals took so long. */
export interface CycleCount {
  days: number;
  count: number;
}

/** Won ÷ (won + lost); null while nothing is closed. */
export function winRateOf(won: number, lost: number): number | null {
  return won + lost === 0 ? null : won / (won + lost);
}

/** Part ÷ all; null of nothing. */
export function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : part / all;
}

export function meanOf(counts: readonly CycleCount[]): number | null {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return all === 0 ? null : counts.reduce((sum, { days, count }) => sum + days * count, 0) / all;
}

/** The value below which a share of all lies, by linear interpolation between the two nearest (as `percentile_cont`). */
export function percentileOf(counts: readonly CycleCount[], share: number): number | null {
  const sorted = counts.filter(({ count }) => count > 0).toSorted((a, b) => a.days - b.days);
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  const place = share * (all - 1);
  const low = at(sorted, Math.floor(place));
  const high = at(sorted, Math.ceil(place));
  return low + (high - low) * (place - Math.floor(place));
}

function at(sorted: readonly CycleCount[], index: number): number {
  let seen = 0;
  for (const { days, count } of sorted) {
    seen += count;
    if (index < seen) return days;
  }
  return sorted.at(-1)?.days ?? 0;
}

/** What deals of one kind of outcome, counted together, add up to. */
export interface Tally {
  won: number;
  lost: number;
  amountMinor: number;
  /** Days of the won deals whose start is known, and how many those are. */
  days: number;
  dayCount: number;
}

export function emptyTally(): Tally {
  return { won: 0, lost: 0, amountMinor: 0, days: 0, dayCount: 0 };
}

/** Adds up tallies under a key. */
export function tallyBy<Row extends Tally>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string | null, Tally> {
  const sums = new Map<string | null, Tally>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? emptyTally();
    sum.won += row.won;
    sum.lost += row.lost;
    sum.amountMinor += row.amountMinor;
    sum.days += row.days;
    sum.dayCount += row.dayCount;
    sums.set(key, sum);
  }
  return sums;
}

export function tallyAll(rows: readonly Tally[]): Tally {
  return tallyBy(rows, () => null).get(null) ?? emptyTally();
}

/** The members every split shows of a tally. */
export function splitOf(tally: Tally, currency: string) {
  return {
    won: tally.won,
    lost: tally.lost,
    winRate: winRateOf(tally.won, tally.lost),
    revenue: formatAmount(tally.amountMinor, currency),
    cycleDays: tally.dayCount === 0 ? null : tally.days / tally.dayCount,
  };
}

/** Largest revenue first, then most won, then as it came. */
export function byRevenue(a: [unknown, Tally], b: [unknown, Tally]): number {
  return b[1].amountMinor - a[1].amountMinor || b[1].won - a[1].won;
}

export type Outcome = 'won' | 'lost' | 'closed';
type Condition = Record<string, unknown>;

/** The condition that one more property of a split adds to the records behind a number. */
export function equals(field: string, value: string | null): Condition {
  return value === null ? { field, op: 'isEmpty' } : { field, op: 'eq', value };
}

/** What narrows a report, as conditions of the deals list. */
export function narrowing(query: Omit<KpiQuery, 'from' | 'to'>, teamIds: readonly string[] | null): Condition[] {
  const parts: Condition[] = [];
  if (teamIds) parts.push({ field: 'team', op: 'in', value: teamIds });
  if (query.ownerId) parts.push({ field: 'owner', op: 'eq', value: query.ownerId });
  if (query.source) parts.push({ field: 'source', op: 'eq', value: query.source });
  if (query.industry) parts.push({ field: 'account.industry', op: 'eq', value: query.industry });
  return parts;
}

function closedIn(outcome: 'won' | 'lost', from: string, to: string): Condition {
  if (outcome === 'lost') return { and: [{ field: 'status', op: 'eq', value: 'lost' }, { field: 'closedOn', op: 'between', value: [from, to] }] };
  return { and: [{ field: 'status', op: 'in', value: ['won', 'completed'] }, { field: 'wonOn', op: 'between', value: [from, to] }] };
}

/** The filter of the deals list that shows the records behind a number. */
export function drillOf(outcome: Outcome, query: Pick<KpiQuery, 'from' | 'to'>, extra: readonly Condition[]): string {
  const won = closedIn('won', query.from, query.to);
  const lost = closedIn('lost', query.from, query.to);
  const which = outcome === 'won' ? won : outcome === 'lost' ? lost : { or: [won, lost] };
  return JSON.stringify({ and: [which, ...extra] });
}

export interface StageFigures {
  id: string;
  name: string;
  position: number;
  phase: number;
  reached: number;
  days: number | null;
  targetDays: number | null;
  onRate: number | null;
  lost: number;
  open: number;
}

interface PhaseCount {
  phase: number;
  status: string;
  count: number;
}

/**
 * How far the deals of a period came. A deal has reached its own phase and all before it; of those that reached one, the
 * ones still open there are left out of the rate at which deals go on.
 */
export function funnelOf(
  stages: readonly { id: string; name: string; phase: number; targetDays: number }[],
  counts: readonly PhaseCount[],
  stays: readonly { phase: number; days: number }[],
): StageFigures[] {
  const sum = (test: (count: PhaseCount) => boolean) => counts.filter(test).reduce((all, { count }) => all + count, 0);
  return stages.map(({ id, name, phase, targetDays }, index) => {
    const reached = sum((count) => count.phase >= phase);
    const beyond = sum((count) => count.phase > phase);
    const lost = sum((count) => count.phase === phase && count.status === 'lost');
    const open = sum((count) => count.phase === phase && (count.status === 'open' || count.status === 'onHold'));
    const won = sum((count) => count.phase === phase && (count.status === 'won' || count.status === 'completed'));
    return { id, name, position: index + 1, phase, reached, days: stays.find((stay) => stay.phase === phase)?.days ?? null, targetDays, onRate: shareOf(beyond + won, beyond + won + lost), lost, open };
  });
}

/**
 * The stage that costs most: of those where deals wait beyond the target or leave, the one with the greatest loss of
 * deals, weighted by how much longer than its target it takes. Null while nothing waits and nobody leaves.
 */
export function bottleneckOf(stages: readonly Pick<StageFigures, 'id' | 'days' | 'targetDays' | 'onRate'>[]): string | null {
  const scored = stages.map((stage) => {
    const over = stage.days !== null && stage.targetDays !== null && stage.targetDays > 0 ? Math.max(0, stage.days / stage.targetDays - 1) : 0;
    const left = stage.onRate === null ? 0 : 1 - stage.onRate;
    return { id: stage.id, score: left + over * 0.5 };
  });
  const worst = scored.toSorted((a, b) => b.score - a.score)[0];
  return worst && worst.score > 0.05 ? worst.id : null;
}

/** Days of the longest range that is reported at once. */
export const longestRangeDays = 3660;

/** The revenue target of a range: whole years count whole, parts of a year by their months. */
export function revenueTarget(byYear: ReadonlyMap<number, number>, from: string, to: string): number | null {
  let sum = 0;
  const isWhole = from.endsWith('-01') && to === endOf(to, 'month');
  if (!isWhole) return null;
  for (const month of monthsOf({ from, to })) {
    const target = byYear.get(Number(month.slice(0, 4)));
    if (target === undefined) return null;
    sum += target;
  }
  return Math.round(sum / 12);
}
