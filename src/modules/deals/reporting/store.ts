import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql, sumSql } from '../../../platform/scope-sql.ts';
import { periodBounds } from '../../../platform/time.ts';
import { type Asked, type ClosedRow, dealsWhere, type PhaseDays, type UnderWay } from './rules.ts';

/** Days from the first contact to winning; from the opening where no contact was noted by then. */
const cycleSql = 't.won_on - case when t.first_contact_on <= t.won_on then t.first_contact_on else t.opened_on end';

/**
 * Closed deals, one row each: won ones (a day of winning is what makes them so) by that day, lost ones by the day of
 * closing. Each half has an index that holds every column reports read.
 */
function closedSql(sql: ScopedSql, asked: Asked, period: { from: string; to: string }): string {
  const where = dealsWhere(sql, asked);
  const within = (day: string) => `${day} between ${sql.param(period.from)}::date and ${sql.param(period.to)}::date`;
  const shared = 't.id, t.owner_id, t.team_id, t.account_id, t.source collate "C" as source';
  return `select 1 as won, 0 as lost, t.won_on as day, coalesce(t.base_amount_minor, 0) as amount, ${cycleSql} as days, null as lost_reason, ${shared}
      from deals t where ${where} and t.won_on is not null and ${within('t.won_on')}
    union all
    select 0, 1, t.closed_on, 0, null, t.lost_reason, ${shared} from deals t where ${where} and t.won_on is null and t.closed_on is not null and ${within('t.closed_on')}`;
}

const sums = `coalesce(sum(c.won), 0)::int as won, coalesce(sum(c.lost), 0)::int as lost, ${sumSql('c.amount')} as "amountMinor",
  coalesce(sum(c.days), 0)::int as days, count(c.days)::int as "dayCount"`;
const summed = 'g.won, g.lost, g."amountMinor", g.days, g."dayCount"';

/** Closed deals by product; a deal with several products counts once with each, its amount shared by what the lines come to. */
function productsSql(sql: ScopedSql): string {
  // Most deals have one line: only the others need to know what their lines add up to.
  const further = (alias: string) => `${sql.workspace(alias)} and ${alias}.position > 0`;
  const single = `select d.deal_id, d.product_id, 1::numeric as share from deal_products d where ${sql.workspace('d')} and d.position = 0
      and not exists (select from deal_products f where ${further('f')} and f.deal_id = d.deal_id)`;
  const perProduct = `select d.deal_id, d.product_id, sum(d.amount_minor) as amount, count(*)::numeric as lines, sum(sum(d.amount_minor)) over w as total, sum(count(*)) over w as all_lines
      from deal_products d where ${sql.workspace('d')} and d.deal_id in (select f.deal_id from deal_products f where ${further('f')})
      group by d.deal_id, d.product_id window w as (partition by d.deal_id)`;
  const several = `select p.deal_id, p.product_id, case when p.total > 0 then p.amount / p.total else p.lines / p.all_lines end from (${perProduct}) p`;
  return `select l.product_id as key, sum(c.won)::int as won, sum(c.lost)::int as lost, ${sumSql('c.amount * coalesce(l.share, 1)')} as "amountMinor",
      coalesce(sum(c.days), 0)::int as days, count(c.days)::int as "dayCount"
    from closed c left join (${single} union all ${several}) l on l.deal_id = c.id group by 1`;
}

/**
 * The closed deals of a period, read once, and added up in each way that figures ask for: by month, owner, team, source and
 * reason; by days from contact to winning; by industry; by product; and those of the period before all together.
 */
export async function sumClosed(db: Db, scope: Scope, asked: Asked, before: { from: string; to: string }): Promise<ClosedRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<ClosedRow>(
    db,
    `with closed as materialized (${closedSql(sql, asked, asked)})
    select 'group' as part, g.month, g.owner_id as "ownerId", g.team_id as "teamId", g.lost_reason as "lostReason", null::int as cycle, g.source as key, null as name, ${summed}
      from (select date_trunc('month', c.day::timestamp)::date as month, c.owner_id, c.team_id, c.lost_reason, c.source, ${sums} from closed c group by 1, 2, 3, 4, 5) g
    union all
    select 'cycle', null, null, null, null, g.cycle, null, null, ${summed}
      from (select c.days as cycle, count(*)::int as won, 0 as lost, 0::bigint as "amountMinor", 0 as days, 0 as "dayCount" from closed c where c.won = 1 group by 1) g
    union all
    select 'before', null, null, null, null, null, null, null, ${summed} from (select ${sums} from (${closedSql(sql, asked, before)}) c) g
    union all
    select 'industry', null, null, null, null, null, g.key, null, ${summed} from (
      select a.industry collate "C" as key, ${sums} from closed c left join accounts a on ${sql.workspace('a')} and a.id = c.account_id and a.deleted_at is null and ${rightsPredicate(sql, 'account', 'view', 'a')} group by 1) g
    union all
    select 'product', null, null, null, null, null, g.key::text, r.title, ${summed} from (${productsSql(sql)}) g left join records r on ${sql.workspace('r')} and r.id = g.key`,
  );
}

/** The last day before the period on which a deal was won or lost; null when none was. Each half reads the end of an index. */
export async function findLastClosing(db: Db, scope: Scope, asked: Asked): Promise<string | null> {
  const sql = scopedSql(scope);
  const where = dealsWhere(sql, asked);
  const from = `${sql.param(asked.from)}::date`;
  const [found] = await sql.rows<{ day: string | null }>(
    db,
    `select greatest(
      (select t.won_on from deals t where ${where} and t.won_on < ${from} order by t.won_on desc limit 1),
      (select t.closed_on from deals t where ${where} and t.won_on is null and t.closed_on < ${from} order by t.closed_on desc limit 1)) as day`,
  );
  return found?.day ?? null;
}

/**
 * Deals that were under way at some time of the period, by phase and status; and of each group all that there are now, with
 * their value: what is open whatever the period. Open deals are read from an index alone.
 */
export async function countUnderWay(db: Db, scope: Scope, asked: Asked): Promise<UnderWay[]> {
  const sql = scopedSql(scope);
  const where = dealsWhere(sql, asked);
  const [from, to] = [`${sql.param(asked.from)}::date`, `${sql.param(asked.to)}::date`];
  const living = `count(*) filter (where t.opened_on <= ${to})::int as count, count(*)::int as deals,
    ${sumSql('t.base_amount_minor')} as "amountMinor", ${sumSql('t.weighted_minor')} as "weightedMinor"`;
  return sql.rows<UnderWay>(
    db,
    `select t.phase, 'open' as status, ${living} from deals t where ${where} and t.is_on_board and t.status = 'open' group by 1
    union all
    select t.phase, 'onHold', ${living} from deals t where ${where} and t.status = 'onHold' group by 1
    union all
    select t.phase, t.status, count(*)::int, count(*)::int, 0, 0 from deals t
      where ${where} and t.closed_on >= ${from} and (t.opened_on <= ${to} or t.closed_on <= ${to}) group by 1, 2`,
  );
}

/** How long deals stayed in each phase, of the stays that ended in the period. Of the past only opening and outcome are known, not the stays. */
export async function meanPhaseDays(db: Db, scope: Scope, asked: Asked): Promise<PhaseDays[]> {
  const sql = scopedSql(scope);
  const ended = periodBounds(asked, asked.clock.timeZone);
  return sql.rows<PhaseDays>(
    db,
    `select s.phase, avg(extract(epoch from h.happened_at - e.happened_at) / 86400)::float8 as days, count(*)::int as count
    from deal_stage_history h
      cross join lateral (select g.to_stage_id, g.happened_at from deal_stage_history g where ${sql.workspace('g')} and not g.is_history and g.deal_id = h.deal_id
        and (g.happened_at, g.id) < (h.happened_at, h.id) order by g.happened_at desc, g.id desc limit 1) e
      join deals t on t.id = h.deal_id and ${dealsWhere(sql, asked)}
      join stages s on ${sql.workspace('s')} and s.id = e.to_stage_id
    where ${sql.workspace('h')} and not h.is_history and h.happened_at >= ${sql.param(ended.from)} and h.happened_at < ${sql.param(ended.to)} group by 1`,
  );
}
