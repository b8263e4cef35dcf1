import type { FilterNode } from '../../../platform/filter.ts';
import { levels } from '../../../platform/levels.ts';
import { addAmounts } from '../../../platform/money.ts';
import { figuresPredicate } from '../../../platform/rights.ts';
import type { ScopedSql } from '../../../platform/scope-sql.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Entity } from '../../records/entities/rules.ts';
import { filterSql } from '../../records/listing/rules.ts';

/** What a report of deals is narrowed to. */
export interface ReportQuery {
  from: string;
  to: string;
  /** Filter of the deals list, as JSON text. */
  filter: string | null;
}

/** Closed deals counted together: won ones by the day of winning, lost ones by the day of losing. */
export interface ClosedSum {
  won: number;
  lost: number;
  /** Sum of the won deals in the workspace's currency. */
  amountMinor: number;
  /** Days from the first contact to winning, and of how many deals. */
  days: number;
  dayCount: number;
}

export interface ClosedGroup extends ClosedSum {
  /** First day of the month. */
  month: string;
  ownerId: string | null;
  teamId: string;
  source: string | null;
  lostReason: string | null;
}

/** Closed deals by the industry of their account or by product; a key of null stands for deals without one. */
export interface ClosedByKey extends ClosedSum {
  key: string | null;
  name: string | null;
}

/** One row of the closed deals added up: which way (`part`), the keys of that way, the sums. */
export interface ClosedRow extends ClosedByKey {
  part: 'group' | 'cycle' | 'before' | 'industry' | 'product';
  month: string | null;
  ownerId: string | null;
  teamId: string | null;
  lostReason: string | null;
  cycle: number | null;
}

export interface CycleCount {
  days: number;
  count: number;
}

/** Deals of the period by the phase they have come to. */
export interface PhaseCount {
  phase: number;
  status: 'open' | 'won' | 'lost' | 'onHold' | 'completed';
  count: number;
}

export interface PipelineSum {
  deals: number;
  amountMinor: number;
  weightedMinor: number;
}

/** Those under way in the period, beside all that stand so now. */
export interface UnderWay extends PhaseCount, PipelineSum {}

/** Mean days of the stays in a phase that are over. */
export interface PhaseDays {
  phase: number;
  days: number;
  count: number;
}

export interface Report {
  groups: ClosedGroup[];
  cycle: CycleCount[];
  previous: ClosedSum;
  byIndustry: ClosedByKey[];
  byProduct: ClosedByKey[];
  phases: PhaseCount[];
  phaseDays: PhaseDays[];
  pipeline: PipelineSum;
  /** The last day before the period with a closed deal, asked only where the period has none. */
  lastClosedOn: string | null;
}

/** A report's query with its filter parsed. */
export interface Asked {
  from: string;
  to: string;
  entity: Entity;
  filter: FilterNode | null;
  clock: Clock;
}

/** Figures reach as far as the role's deals and its figures both do: the nearer of the two rights. */
export function dealsWhere(sql: ScopedSql, asked: Asked): string {
  const { rights } = sql.scope;
  const object = levels.indexOf(rights('insights', 'view')) < levels.indexOf(rights('deal', 'view')) ? 'insights' : 'deal';
  const parts = [sql.workspace('t'), 't.deleted_at is null', figuresPredicate(sql, object, 't')];
  if (asked.filter) parts.push(filterSql({ sql, clock: asked.clock }, asked.entity, asked.filter, 't'));
  return parts.filter((part) => part !== 'true').join(' and ');
}

const sumOf = ({ won, lost, amountMinor, days, dayCount }: ClosedSum): ClosedSum => ({ won, lost, amountMinor, days, dayCount });

/** The closed deals of a period, each way of adding them up by itself. */
export function closedParts(
  rows: readonly ClosedRow[],
): Pick<Report, 'groups' | 'cycle' | 'previous' | 'byIndustry' | 'byProduct'> {
  const of = (part: ClosedRow['part']) => rows.filter((row) => row.part === part);
  const keyed = (part: ClosedRow['part']) =>
    of(part).map((row): ClosedByKey => ({ ...sumOf(row), key: row.key, name: row.name }));
  return {
    groups: of('group').map((row): ClosedGroup => ({
      ...sumOf(row),
      month: row.month ?? '',
      ownerId: row.ownerId,
      teamId: row.teamId ?? '',
      source: row.key,
      lostReason: row.lostReason,
    })),
    cycle: of('cycle').map(({ cycle, won }) => ({ days: cycle ?? 0, count: won })),
    previous: of('before').map(sumOf)[0] ?? { won: 0, lost: 0, amountMinor: 0, days: 0, dayCount: 0 },
    byIndustry: keyed('industry'),
    byProduct: keyed('product'),
  };
}

/** What was under way in the period, and what is open now. */
export function underWayParts(rows: readonly UnderWay[]): Pick<Report, 'phases' | 'pipeline'> {
  const pipeline: PipelineSum = { deals: 0, amountMinor: 0, weightedMinor: 0 };
  for (const { status, deals, amountMinor, weightedMinor } of rows) {
    if (status !== 'open') continue;
    pipeline.deals += deals;
    pipeline.amountMinor = addAmounts(pipeline.amountMinor, amountMinor);
    pipeline.weightedMinor = addAmounts(pipeline.weightedMinor, weightedMinor);
  }
  return { phases: rows.map(({ phase, status, count }) => ({ phase, status, count })), pipeline };
}

/** Condition that an account has won a deal since a day: for figures of other modules about the way to it. */
export function wonSinceSql(sql: ScopedSql, account: string, day: string): string {
  return `exists (select from deals d where ${sql.workspace('d')} and d.account_id = ${account} and d.deleted_at is null and d.won_on >= ${day})`;
}
