import { type Kysely, sql } from 'kysely';

/**
 * Only an open deal can be quiet: those that are over, which become most of all in time, would otherwise be read by whoever asks for
 * the few that are stuck.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create or replace function deals_quiet_at() returns trigger language plpgsql as $$
    begin
      new.quiet_at := case when new.status = 'open' then greatest(new.stage_entered_at, new.last_activity_at) + (
        select make_interval(days => s.target_days + 1) from stages s where s.workspace_id = new.workspace_id and s.id = new.stage_id) end;
      return new;
    end $$`.execute(db);
  await sql`drop trigger deals_quiet_at on deals`.execute(db);
  await sql`create trigger deals_quiet_at before insert or update of status, stage_id, stage_entered_at, last_activity_at on deals
    for each row execute function deals_quiet_at()`.execute(db);
  await sql`update deals set quiet_at = null where status <> 'open' and quiet_at is not null`.execute(db);
}
