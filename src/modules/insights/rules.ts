import { daysBetween, endOf, monthsOf } from '../../platform/days.ts';
import { DomainError, invalidField } from '../../platform/errors.ts';
import { addAmounts, formatAmount } from '../../platform/money.ts';
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
    sum.amountMinor = addAmounts(sum.amountMinor, row.amountMinor);
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
export type Condition = Record<string, unknown>;

/** The condition that one more property of a split adds to the records behind a number. */
export function equals(field: string, value: string | null): Condition {
  return value === null ? { field, op: 'isEmpty' } : { field, op: 'eq', value };
}

/** What narrows a report, as conditions of the deals list. */
export function narrowing(query: Omit<KpiQuery, 'from' | 'to'>): Condition[] {
  const parts: Condition[] = [];
  if (query.teamId) parts.push({ field: 'team', op: 'eq', value: query.teamId });
  if (query.ownerId) parts.push({ field: 'owner', op: 'eq', value: query.ownerId });
  if (query.productId) parts.push({ field: 'product', op: 'eq', value: query.productId });
  if (query.source) parts.push({ field: 'source', op: 'eq', value: query.source });
  if (query.industry) parts.push({ field: 'account.industry', op: 'eq', value: query.industry });
  return parts;
}

/** Refuses a period that ends before it begins, or is longer than figures are made for. */
export function requireRange({ from, to }: Pick<KpiQuery, 'from' | 'to'>): void {
  if (from > to) {
    const code = 'insights.range_reversed';
    throw new DomainError(code, { status: 400, fields: [{ pointer: '/query/to', code }] });
  }
  if (daysBetween(from, to) > longestRangeDays) throw invalidField('/query/to', 'insights.range_too_long');
}

/** Deals under way at some time of the period that have come to a phase, or beyond. */
export function reachedDrill(phase: number, { from, to }: Pick<KpiQuery, 'from' | 'to'>, extra: readonly Condition[]): string {
  const began = [
    { field: 'openedOn', op: 'lte', value: to },
    { field: 'closedOn', op: 'lte', value: to },
  ];
  const goesOn = [
    { field: 'closedOn', op: 'isEmpty' },
    { field: 'closedOn', op: 'gte', value: from },
  ];
  return JSON.stringify({ and: [{ field: 'phase', op: 'gte', value: phase }, { or: began }, { or: goesOn }, ...extra] });
}

/** Leads that came in the period: conditions of the leads list. */
export function leadsDrill(query: Omit<KpiQuery, 'productId'>, extra: readonly Condition[]): string {
  const parts: Condition[] = [{ field: 'receivedOn', op: 'between', value: [query.from, query.to] }];
  if (query.teamId) parts.push({ field: 'team', op: 'eq', value: query.teamId });
  if (query.ownerId) parts.push({ field: 'owner', op: 'eq', value: query.ownerId });
  if (query.source) parts.push({ field: 'source', op: 'eq', value: query.source });
  if (query.industry) parts.push({ field: 'industry', op: 'eq', value: query.industry });
  return JSON.stringify({ and: [...parts, ...extra] });
}

function closedIn(outcome: 'won' | 'lost', from: string, to: string): Condition {
  if (outcome === 'lost')
    return {
      and: [
        { field: 'status', op: 'eq', value: 'lost' },
        { field: 'closedOn', op: 'between', value: [from, to] },
      ],
    };
  return {
    and: [
      { field: 'status', op: 'in', value: ['won', 'completed'] },
      { field: 'wonOn', op: 'between', value: [from, to] },
    ],
  };
}

/** The filter of the deals list that shows the records behind a number. */
export function drillOf(outcome: Outcome, query: Pick<KpiQuery, 'from' | 'to'>, extra: readonly Condition[]): string {
  const won = closedIn('won', query.from, query.to);
  const lost = closedIn('lost', query.from, query.to);
  const which = outcome === 'won' ? won : outcome === 'lost' ? lost : { or: [won, lost] };
  return JSON.stringify({ and: [which, ...extra] });
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
