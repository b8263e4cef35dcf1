import type { Db } from '../../../platform/db.ts';
import type { FilterNode } from '../../../platform/filter.ts';
import { levels } from '../../../platform/levels.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Entity } from '../../records/entities/rules.ts';
import { filterSql } from '../../records/listing/rules.ts';
import type { ClosedByKey, ClosedGroup, ClosedSum, CycleCount, PhaseCount, PhaseDays, PipelineSum } from './rules.ts';

/** A report's query with its filter parsed. */
export interface Asked {
  from: string;
  to: string;
  entity: Entity;
  filter: FilterNode | null;
  productId: string | null;
  clock: Clock;
}

/** Figures reach as far as the role's deals and its figures both do: the nearer of the two rights. */
function dealsWhere(sql: ScopedSql, asked: Asked): string {
  const { rights } = sql.scope;
  const object = levels.indexOf(rights('insights', 'view')) < levels.indexOf(rights('deal', 'view')) ? 'insights' : 'deal';
  const parts = [sql.workspace('t'), 't.deleted_at is null', rightsPredicate(sql, object, 'view', 't')];
  if (asked.filter) parts.push(filterSql({ sql, clock: asked.clock }, asked.entity, asked.filter, 't'));
  if (asked.productId)
    parts.push(
      `exists (select from deal_products n where ${sql.workspace('n')} and n.deal_id = t.id and n.product_id = ${sql.param(asked.productId)})`,
    );
  return parts.filter((part) => part !== 'true').join(' and ');
}

/** Days from the first contact to winning; from the opening where no contact was noted by then. */
const cycleSql = 't.won_on - case when t.first_contact_on <= t.won_on then t.first_contact_on else t.opened_on end';

/**
 * Closed deals, one row each, with the columns asked for: won ones (a day of winning is what makes them so) by that day,
 * lost ones by the day of closing. Each half has an index that holds every column reports read.
 */
function closedSql(sql: ScopedSql, asked: Asked, columns: string, reason: 't.lost_reason' | 'null' = 'null'): string {
  const where = dealsWhere(sql, asked);
  const within = (day: string) => `${day} between ${sql.param(asked.from)}::date and ${sql.param(asked.to)}::date`;
  return `select 1 as won, 0 as lost, t.won_on as day, coalesce(t.base_amount_minor, 0) as amount, ${cycleSql} as days, null as lost_reason, ${columns}
      from deals t where ${where} and t.won_on is not null and ${within('t.won_on')}
    union all
    select 0, 1, t.closed_on, 0, null, ${reason}, ${columns} from deals t where ${where} and t.won_on is null and t.closed_on is not null and ${within('t.closed_on')}`;
}

const sums = `sum(c.won)::int as won, sum(c.lost)::int as lost, sum(c.amount)::bigint as "amountMinor", coalesce(sum(c.days), 0)::int as days, count(c.days)::int as "dayCount"`;

/** Closed deals by month, owner, team, source and reason: everything the splits of a period are added up from. */
export async function sumClosed(db: Db, scope: Scope, asked: Asked): Promise<ClosedGroup[]> {
  const sql = scopedSql(scope);
  const closed = closedSql(sql, asked, 't.owner_id, t.team_id, t.source', 't.lost_reason');
  return sql.rows<ClosedGroup>(
    db,
    `select date_trunc('month', c.day::timestamp)::date as month, c.owner_id as "ownerId", c.team_id as "teamId", c.source, c.lost_reason as "lostReason", ${sums}
    from (${closed}) c group by 1, 2, 3, 4, 5`,
  );
}

/** The same of another period, all together. */
export async function sumPeriod(db: Db, scope: Scope, asked: Asked): Promise<ClosedSum> {
  const sql = scopedSql(scope);
  const row = await sql.first<ClosedSum>(
    db,
    `select coalesce(sum(c.won), 0)::int as won, coalesce(sum(c.lost), 0)::int as lost, coalesce(sum(c.amount), 0)::bigint as "amountMinor",
      coalesce(sum(c.days), 0)::int as days, count(c.days)::int as "dayCount" from (${closedSql(sql, asked, 't.id')}) c`,
  );
  return row ?? { won: 0, lost: 0, amountMinor: 0, days: 0, dayCount: 0 };
}

/** How many won deals took how many days. */
export async function countCycles(db: Db, scope: Scope, asked: Asked): Promise<CycleCount[]> {
  const sql = scopedSql(scope);
  return sql.rows<CycleCount>(
    db,
    `select c.days, count(*)::int as count from (${closedSql(sql, asked, 't.id')}) c where c.won = 1 group by 1 order by 1`,
  );
}

/** Closed deals by the industry of their account. */
export async function sumByIndustry(db: Db, scope: Scope, asked: Asked): Promise<ClosedByKey[]> {
  const sql = scopedSql(scope);
  const perAccount = `select c.account_id, ${sums} from (${closedSql(sql, asked, 't.account_id')}) c group by 1`;
  return sql.rows<ClosedByKey>(
    db,
    `select a.industry as key, a.industry as name, sum(p.won)::int as won, sum(p.lost)::int as lost, sum(p."amountMinor")::bigint as "amountMinor",
      sum(p.days)::int as days, sum(p."dayCount")::int as "dayCount"
    from (${perAccount}) p left join accounts a on ${sql.workspace('a')} and a.id = p.account_id group by a.industry`,
  );
}

/** Closed deals by product; a deal with several products counts with each, its amount shared by what the lines come to. */
export async function sumByProduct(db: Db, scope: Scope, asked: Asked): Promise<ClosedByKey[]> {
  const sql = scopedSql(scope);
  const closed = closedSql(sql, asked, 't.id');
  // Most deals have one line: only the others need to know what their lines add up to.
  const shared = `select n.deal_id, sum(n.amount_minor) as total, count(*) as lines from deal_products n where ${sql.workspace('n')}
      and n.deal_id in (select f.deal_id from deal_products f where ${sql.workspace('f')} and f.position > 0) group by n.deal_id`;
  const share = 'case when m.deal_id is null then 1 when m.total > 0 then l.amount_minor / m.total else 1.0 / m.lines end';
  return sql.rows<ClosedByKey>(
    db,
    `select p.key, r.title as name, p.won, p.lost, p."amountMinor", p.days, p."dayCount" from (
      select l.product_id as key, sum(c.won)::int as won, sum(c.lost)::int as lost, round(sum(c.amount * ${share}))::bigint as "amountMinor",
        coalesce(sum(c.days), 0)::int as days, count(c.days)::int as "dayCount"
      from (${closed}) c left join deal_products l on ${sql.workspace('l')} and l.deal_id = c.id left join (${shared}) m on m.deal_id = c.id group by 1) p
    left join records r on ${sql.workspace('r')} and r.id = p.key`,
  );
}

/** Deals that were under way at some time of the period, by phase and status. */
export async function countPhases(db: Db, scope: Scope, asked: Asked): Promise<PhaseCount[]> {
  const sql = scopedSql(scope);
  return sql.rows<PhaseCount>(
    db,
    `select t.phase, t.status, count(*)::int as count from deals t
    where ${dealsWhere(sql, asked)} and (t.opened_on <= ${sql.param(asked.to)}::date or t.closed_on <= ${sql.param(asked.to)}::date)
      and (t.closed_on is null or t.closed_on >= ${sql.param(asked.from)}::date) group by 1, 2`,
  );
}

/** How long deals stayed in each phase, of the stays that ended in the period. Of the past only opening and outcome are known, not the stays. */
export async function meanPhaseDays(db: Db, scope: Scope, asked: Asked): Promise<PhaseDays[]> {
  const sql = scopedSql(scope);
  return sql.rows<PhaseDays>(
    db,
    `select s.phase, avg(extract(epoch from h.left_at - h.happened_at) / 86400)::float8 as days, count(*)::int as count
    from (select g.deal_id, g.to_stage_id, g.happened_at, lead(g.happened_at) over w as left_at
        from deal_stage_history g where ${sql.workspace('g')} and not g.is_history window w as (partition by g.deal_id order by g.happened_at, g.id)) h
      join deals t on t.id = h.deal_id and ${dealsWhere(sql, asked)}
      join stages s on ${sql.workspace('s')} and s.id = h.to_stage_id
    where h.left_at >= ${sql.param(asked.from)}::date and h.left_at < ${sql.param(asked.to)}::date + 1 group by 1`,
  );
}

/** Deals open now, whatever the period. */
export async function sumPipeline(db: Db, scope: Scope, asked: Asked): Promise<PipelineSum> {
  const sql = scopedSql(scope);
  const row = await sql.first<PipelineSum>(
    db,
    `select count(*)::int as deals, coalesce(sum(t.base_amount_minor), 0)::bigint as "amountMinor",
      coalesce(sum(t.weighted_minor), 0)::bigint as "weightedMinor" from deals t where ${dealsWhere(sql, asked)} and t.status = 'open'`,
  );
  return row ?? { deals: 0, amountMinor: 0, weightedMinor: 0 };
}
