import type { Db } from '../../../platform/db.ts';
import type { FilterNode } from '../../../platform/filter.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql, sumSql } from '../../../platform/scope-sql.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Entity } from '../../records/entities/rules.ts';
import { filterSql } from '../../records/listing/rules.ts';
import { searchedSql } from '../../records/search/rules.ts';
import { orderSql, pageSql, type SortColumn } from '../../records/paging/rules.ts';

/** What narrows the board besides the stages. */
export interface BoardFilter {
  entity: Entity;
  filter: FilterNode | null;
  tokens: readonly string[] | null;
  clock: Clock;
}

function conditions(sql: ScopedSql, { entity, filter, tokens, clock }: BoardFilter): string {
  const parts = [sql.workspace('t'), 't.deleted_at is null', 't.is_on_board'];
  const rights = rightsPredicate(sql, 'deal', 'view', 't');
  if (rights !== 'true') parts.push(rights);
  if (filter) parts.push(filterSql({ sql, clock }, entity, filter, 't'));
  if (tokens) parts.push(searchedSql(sql, 'deal', 'view', tokens, 't'));
  return parts.join(' and ');
}

export interface StageSum {
  stageId: string;
  count: number;
  sumBaseMinor: number;
  weightedMinor: number;
}

/** Count and sums of each stage, in one statement that an index alone answers. */
export async function sumStages(db: Db, scope: Scope, stageIds: readonly string[], narrow: BoardFilter): Promise<StageSum[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select t.stage_id, count(*) as count, ${sumSql('t.base_amount_minor')} as sum_base_minor, ${sumSql('t.weighted_minor')} as weighted_minor
    from deals t where ${conditions(sql, narrow)} and t.stage_id = any(${sql.param(stageIds)}::uuid[]) group by t.stage_id`,
  );
}

export interface CardRow {
  place: number;
  id: string;
  version: number;
  title: string;
  stageId: string;
  accountId: string | null;
  accountTitle: string | null;
  ownerId: string | null;
  ownerName: string | null;
  status: 'open' | 'won';
  amountMinor: number | null;
  baseAmountMinor: number | null;
  currency: string;
  expectedCloseOn: string | null;
  promisedOn: string | null;
  nextStepOn: string | null;
  nextStepText: string | null;
  stageEnteredAt: string;
  lastActivityAt: string | null;
}

export interface CardQuery {
  /** The stages of each column; a column holds those of other versions too. */
  columns: readonly (readonly string[])[];
  order: readonly SortColumn[];
  limit: number;
  after: readonly unknown[] | null;
}

const cardColumns = [
  'id',
  'version',
  'title',
  'stage_id',
  'account_id',
  'owner_id',
  'status',
  'amount_minor',
  'base_amount_minor',
  'currency',
  'expected_close_on',
  'promised_on',
  'next_step_on',
  'next_step_text',
  'stage_entered_at',
  'last_activity_at',
];

/** The first cards of every column, in one statement: each stage gives its own, the columns keep the first of them. */
export async function findCards(
  db: Db,
  scope: Scope,
  { columns, order, limit, after }: CardQuery,
  narrow: BoardFilter,
): Promise<CardRow[]> {
  const sql = scopedSql(scope);
  const stages = columns.flatMap((stageIds, place) => stageIds.map((stageId) => ({ stage_id: stageId, place })));
  const picked = cardColumns.map((column) => `t.${column}`).join(', ');
  const source = `select ${picked} from deals t where t.stage_id = x.stage_id and ${conditions(sql, narrow)}`;
  const page = pageSql(sql, { source, alias: 't', columns: order, after, limit });
  return sql.rows(
    db,
    `select c.*, a.title as account_title, o.name as owner_name from (
      select x.place, c.*, row_number() over (partition by x.place order by ${orderSql(order, 'c')}) as row_no
      from json_to_recordset(${sql.param(JSON.stringify(stages))}::json) as x(stage_id uuid, place int)
      cross join lateral (${page}) c) c
    left join records a on ${sql.workspace('a')} and a.id = c.account_id left join users o on ${sql.workspace('o')} and o.id = c.owner_id
    where c.row_no <= ${limit} order by c.place, c.row_no`,
  );
}
