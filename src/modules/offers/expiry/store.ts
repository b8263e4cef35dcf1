import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface Expired {
  id: string;
  revision: number;
  /** Whether the quote is over with it: not where the next revision is being written. */
  isNewest: boolean;
}

/** Marks revisions whose last day is over, at most 500 at a time; a quote is over where that was its newest one. */
export async function expire(db: Db, scope: Scope, today: string): Promise<Expired[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `with over as (
      select r.id from quote_revisions r
      where ${sql.workspace('r')} and r.state in ('sent', 'viewed') and r.valid_until_on < ${sql.param(today)}::date
      order by r.valid_until_on, r.id limit 500 for update skip locked),
    marked as (
      update quote_revisions r set state = 'expired', version = r.version + 1, updated_at = now() from over
      where ${sql.workspace('r')} and r.id = over.id returning r.quote_id, r.number),
    ended as (
      update quotes q set state = 'expired', version = q.version + 1, updated_at = now() from marked
      where ${sql.workspace('q')} and q.id = marked.quote_id and q.revision = marked.number and q.state in ('sent', 'viewed')
      returning q.id)
    select m.quote_id as id, m.number as revision, e.id is not null as is_newest from marked m left join ended e on e.id = m.quote_id`,
  );
}
