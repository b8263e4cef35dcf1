import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** The rate in force for each pair of currency and day: the latest that is valid by then. Pairs without one are missing. */
export async function findRates(db: Db, scope: Scope, pairs: readonly { currency: string; day: string }[]): Promise<{ currency: string; day: string; rate: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(db, `select p.currency, p.day, r.rate from json_to_recordset(${sql.param(JSON.stringify(pairs))}::json) as p(currency text, day date)
    cross join lateral (select x.rate from exchange_rates x where ${sql.workspace('x')} and x.currency = p.currency and x.valid_from <= p.day
      order by x.valid_from desc limit 1) r`);
}
