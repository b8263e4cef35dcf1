import { type Kysely, sql } from 'kysely';

/** Reports read open deals from the index of the board, and stays that ended in a period from the steps that ended them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index deals_board_ix`.execute(db);
  await sql`create index deals_board_ix on deals (workspace_id, stage_id)
    include (owner_id, team_id, base_amount_minor, weighted_minor, phase, status, opened_on) where deleted_at is null and is_on_board`.execute(
    db,
  );
  await sql`drop index deals_lost_report_ix`.execute(db);
  await sql`create index deals_closed_report_ix on deals (workspace_id, closed_on)
    include (id, won_on, opened_on, phase, status, owner_id, team_id, account_id, source, lost_reason)
    where deleted_at is null and closed_on is not null`.execute(db);
  await sql`create index deal_stage_history_ended_ix on deal_stage_history (workspace_id, happened_at) include (deal_id, id)
    where not is_history`.execute(db);
}
