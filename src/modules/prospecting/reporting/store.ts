import type { Db } from '../../../platform/db.ts';
import { levels } from '../../../platform/levels.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { wonSinceSql } from '../../deals/reporting/rules.ts';
import type { ConversionQuery } from './rules.ts';

/** Leads received in a period, each account once, and how many of those accounts have won since. */
export async function countConverted(db: Db, scope: Scope, query: ConversionQuery): Promise<{ leads: number; won: number }> {
  const sql = scopedSql(scope);
  const object =
    levels.indexOf(scope.rights('insights', 'view')) < levels.indexOf(scope.rights('lead', 'view')) ? 'insights' : 'lead';
  const parts = [
    sql.workspace('l'),
    'l.deleted_at is null',
    rightsPredicate(sql, object, 'view', 'l'),
    `l.received_on between ${sql.param(query.from)}::date and ${sql.param(query.to)}::date`,
  ];
  if (query.ownerId) parts.push(`l.owner_id = ${sql.param(query.ownerId)}`);
  if (query.teamIds) parts.push(`l.team_id = any(${sql.param(query.teamIds)}::uuid[])`);
  if (query.source) parts.push(`l.source = ${sql.param(query.source)}`);
  if (query.industry) parts.push(`l.industry = ${sql.param(query.industry)}`);
  const row = await sql.first<{ leads: number; won: number }>(
    db,
    `select count(distinct coalesce(l.account_id, l.id))::int as leads,
      (count(distinct l.account_id) filter (where ${wonSinceSql(sql, 'l.account_id', 'l.received_on')}))::int as won from leads l where ${parts.join(' and ')}`,
  );
  return row ?? { leads: 0, won: 0 };
}
