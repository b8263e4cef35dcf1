import { type Kysely, sql } from 'kysely';

/**
 * Records that somebody sees, or edits, beyond what their role reaches: a person or a team, until a moment. With a part it is
 * a place in the team of a deal.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table record_shares (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    record_id uuid not null,
    user_id uuid,
    team_id uuid,
    can_edit boolean not null default false,
    part text,
    until_on date,
    ends_at timestamptz(3),
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint record_shares_pk primary key (workspace_id, id),
    constraint record_shares_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade,
    constraint record_shares_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade,
    constraint record_shares_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade,
    constraint record_shares_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint record_shares_with_ck check (num_nonnulls(user_id, team_id) = 1),
    constraint record_shares_part_ck check (part is null or user_id is not null),
    constraint record_shares_until_ck check ((until_on is null) = (ends_at is null)),
    constraint record_shares_user_uq unique (workspace_id, record_id, user_id),
    constraint record_shares_team_uq unique (workspace_id, record_id, team_id)
  )`.execute(db);
  await sql`create index record_shares_user_ix on record_shares (workspace_id, user_id, record_id) include (ends_at, can_edit)`.execute(
    db,
  );
  await sql`create index record_shares_team_ix on record_shares (workspace_id, team_id, record_id) include (ends_at, can_edit)`.execute(
    db,
  );
  await sql`create index record_shares_created_by_ix on record_shares (workspace_id, created_by)`.execute(db);
}
