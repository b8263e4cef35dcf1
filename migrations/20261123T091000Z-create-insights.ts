import { type Kysely, sql } from 'kysely';

/** Targets of figures, per year, for the workspace or for a team. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table kpi_targets (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    kpi text not null,
    team_id uuid,
    year int not null,
    value bigint not null,
    updated_at timestamptz(3) not null default now(),
    constraint kpi_targets_pk primary key (workspace_id, id),
    constraint kpi_targets_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade,
    constraint kpi_targets_kpi_ck check (kpi in ('winRate', 'salesCycleDays', 'revenue')),
    constraint kpi_targets_value_ck check (value >= 0)
  )`.execute(db);
  await sql`create unique index kpi_targets_what_uq on kpi_targets (workspace_id, kpi, year, team_id) nulls not distinct`.execute(
    db,
  );
  await sql`create index kpi_targets_team_ix on kpi_targets (workspace_id, team_id)`.execute(db);
  await reportIndexes(db);
}

/** What the figures of a period are read from, without a look at the rows themselves. */
async function reportIndexes(db: Kysely<unknown>): Promise<void> {
  await sql`create index deals_won_report_ix on deals (workspace_id, won_on)
    include (id, opened_on, base_amount_minor, owner_id, team_id, account_id, source) where deleted_at is null and won_on is not null`.execute(
    db,
  );
  await sql`create index deals_lost_report_ix on deals (workspace_id, closed_on)
    include (id, owner_id, team_id, account_id, source, lost_reason) where deleted_at is null and won_on is null and closed_on is not null`.execute(
    db,
  );
  await sql`create index deal_stage_history_stays_ix on deal_stage_history (workspace_id, deal_id, happened_at, id) include (to_stage_id)
    where not is_history`.execute(db);
  await sql`create index deal_products_further_ix on deal_products (workspace_id, deal_id) where position > 0`.execute(db);
}
