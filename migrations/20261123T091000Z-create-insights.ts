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
  await sql`create unique index kpi_targets_what_uq on kpi_targets (workspace_id, kpi, year, team_id) nulls not distinct`.execute(db);
  await sql`create index kpi_targets_team_ix on kpi_targets (workspace_id, team_id)`.execute(db);
}
