import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface Unanswered {
  id: string;
  quoteId: string;
  /** Sent two days ago or longer. */
  isQuiet: boolean;
  linkIds: string[];
}

/** Quotes that are out without an answer and that nobody was asked to follow up, the longest out first; what is older than a month is past that. */
export async function findUnanswered(db: Db, scope: Scope, today: string, limit: number): Promise<Unanswered[]> {
  const sql = scopedSql(scope);
  return sql.rows<Unanswered>(
    db,
    `select r.id, r.quote_id, r.sent_at < now() - interval '2 days' as is_quiet,
      array(select l.link_id from quote_links l where ${sql.workspace('l')} and l.revision_id = r.id) as link_ids
    from quote_revisions r
    join quotes q on ${sql.workspace('q')} and q.id = r.quote_id and q.revision = r.number and q.deleted_at is null
    where ${sql.workspace('r')} and r.state in ('sent', 'viewed') and r.chased_at is null and r.sent_at > now() - interval '30 days'
      and r.valid_until_on >= ${sql.param(today)}::date
    order by r.sent_at, r.id limit ${sql.param(limit)} for update of r skip locked`,
  );
}

export async function markChased(db: Db, scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update quote_revisions r set chased_at = now() where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[])`,
  );
}
