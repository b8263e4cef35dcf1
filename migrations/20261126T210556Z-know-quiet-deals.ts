import { type Kysely, sql } from 'kysely';

/**
 * From when on a deal has been quiet for longer than its stage should take: kept beside the deal, whoever moves it or follows it
 * up, so that "stuck" is asked of an index. The stages of a published version never change.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deals add column quiet_at timestamptz(3)`.execute(db);
  await sql`create function deals_quiet_at() returns trigger language plpgsql as $$
    begin
      new.quiet_at := greatest(new.stage_entered_at, new.last_activity_at) + (
        select make_interval(days => s.target_days + 1) from stages s where s.workspace_id = new.workspace_id and s.id = new.stage_id);
      return new;
    end $$`.execute(db);
  await sql`update deals d set quiet_at = greatest(d.stage_entered_at, d.last_activity_at) + make_interval(days => s.target_days + 1)
    from stages s where s.workspace_id = d.workspace_id and s.id = d.stage_id`.execute(db);
  await sql`create trigger deals_quiet_at before insert or update of stage_id, stage_entered_at, last_activity_at on deals
    for each row execute function deals_quiet_at()`.execute(db);
  await sql`create index deals_quiet_at_ix on deals (workspace_id, quiet_at, id) where deleted_at is null`.execute(db);
}
