import { type Kysely, sql } from 'kysely';

/** Until when a quote that is out holds its part of a promotion's budget; for good once it was accepted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table promotion_uses add column holds_until date`.execute(db);
  await sql`update promotion_uses u set holds_until = r.valid_until_on
    from (select distinct on (workspace_id, quote_id) workspace_id, quote_id, valid_until_on from quote_revisions
      where state in ('sent', 'viewed') order by workspace_id, quote_id, number desc) r
    where r.workspace_id = u.workspace_id and r.quote_id = u.quote_id`.execute(db);
}
