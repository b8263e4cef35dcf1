import { type Kysely, sql } from 'kysely';

/** The day from which the sales cycle of a deal counts: its first contact that was made, of rows of the past the opening. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deals add column first_contact_on date`.execute(db);
  await sql`update deals d set first_contact_on = case when d.is_history then least(d.opened_on, f.first_on) else f.first_on end
    from (select t.workspace_id, t.id, (min(a.done_at) at time zone w.time_zone)::date as first_on
      from deals t join workspaces w on w.id = t.workspace_id
        left join activity_links l on l.workspace_id = t.workspace_id and l.record_id = t.id
        left join activities a on a.workspace_id = l.workspace_id and a.id = l.activity_id and a.deleted_at is null
          and a.kind in ('call', 'mail', 'message', 'meeting', 'visit', 'demo', 'trial')
      group by t.workspace_id, t.id, w.time_zone) f
    where d.workspace_id = f.workspace_id and d.id = f.id and (d.is_history or f.first_on is not null)`.execute(db);
  await sql`drop index deals_won_report_ix`.execute(db);
  await sql`create index deals_won_report_ix on deals (workspace_id, won_on)
    include (id, opened_on, first_contact_on, base_amount_minor, owner_id, team_id, account_id, source)
    where deleted_at is null and won_on is not null`.execute(db);
}
