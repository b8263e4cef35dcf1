import type { Db } from '../../../platform/db.ts';
import { levels } from '../../../platform/levels.ts';
import { figuresPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { wonSinceSql } from '../../deals/reporting/rules.ts';
import { type Converted, type ConversionQuery, noLeads } from './rules.ts';

/** Leads received in a period, each account once, and how many of those accounts have won since: of all of it, and by month. */
export async function countConverted(
  db: Db,
  scope: Scope,
  query: ConversionQuery,
): Promise<{ all: Converted; byMonth: Map<string, Converted> }> {
  const sql = scopedSql(scope);
  const object =
    levels.indexOf(scope.rights('insights', 'view')) < levels.indexOf(scope.rights('lead', 'view')) ? 'insights' : 'lead';
  const parts = [
    sql.workspace('l'),
    'l.deleted_at is null',
    figuresPredicate(sql, object, 'l'),
    `l.received_on between ${sql.param(query.from)}::date and ${sql.param(query.to)}::date`,
  ];
  if (query.ownerId) parts.push(`l.owner_id = ${sql.param(query.ownerId)}`);
  if (query.teamIds) parts.push(`l.team_id = any(${sql.param(query.teamIds)}::uuid[])`);
  if (query.source) parts.push(`l.source = ${sql.param(query.source)}`);
  if (query.industry) parts.push(`l.industry = ${sql.param(query.industry)}`);
  const won = wonSinceSql(sql, 'l.account_id', 'l.received_on');
  const rows = await sql.rows<Converted & { month: string | null }>(
    db,
    `select g.month, count(distinct coalesce(g.account_id, g.id))::int as leads, (count(distinct g.account_id) filter (where g.has_won))::int as won
    from (select l.id, l.account_id, to_char(l.received_on, 'YYYY-MM') as month, ${won} as has_won from leads l where ${parts.join(' and ')}) g
    group by grouping sets ((), (g.month))`,
  );
  const byMonth = new Map<string, Converted>();
  let all = noLeads;
  for (const { month, leads, won: bought } of rows) {
    if (month === null) all = { leads, won: bought };
    else byMonth.set(month, { leads, won: bought });
  }
  return { all, byMonth };
}
