import { type Kysely, sql } from 'kysely';

/** Views of lists and boards that people keep, and the one that each opens a list with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A process or team that goes leaves the view: it shows the default process then, and to its maker alone.
  await sql`create table saved_views (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    object text not null,
    layout text not null,
    name text not null,
    audience text not null default 'private',
    owner_id uuid not null,
    team_id uuid,
    filter jsonb,
    sort text not null default '',
    columns jsonb not null default '[]',
    process_id uuid,
    card_order text,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    constraint saved_views_pk primary key (workspace_id, id),
    constraint saved_views_owner_fk foreign key (workspace_id, owner_id) references users (workspace_id, id),
    constraint saved_views_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete set null (team_id),
    constraint saved_views_process_fk foreign key (workspace_id, process_id) references processes (workspace_id, id) on delete set null (process_id),
    constraint saved_views_layout_ck check (layout in ('list', 'board')),
    constraint saved_views_audience_ck check (audience in ('private', 'team', 'public')),
    constraint saved_views_team_ck check (audience = 'team' or team_id is null)
  )`.execute(db);
  await sql`create index saved_views_owner_ix on saved_views (workspace_id, owner_id, object)`.execute(db);
  await sql`create index saved_views_shared_ix on saved_views (workspace_id, object) where deleted_at is null and audience <> 'private'`.execute(
    db,
  );
  await sql`create index saved_views_team_ix on saved_views (workspace_id, team_id) where team_id is not null`.execute(db);
  await sql`create index saved_views_process_ix on saved_views (workspace_id, process_id) where process_id is not null`.execute(
    db,
  );
  await sql`create index saved_views_bin_ix on saved_views (workspace_id, deleted_at) where deleted_at is not null`.execute(db);
  await defaults(db);
}

async function defaults(db: Kysely<unknown>): Promise<void> {
  await sql`create table default_views (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    user_id uuid not null,
    object text not null,
    layout text not null,
    view_id uuid,
    built_in text,
    constraint default_views_pk primary key (workspace_id, user_id, object, layout),
    constraint default_views_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade,
    constraint default_views_view_fk foreign key (workspace_id, view_id) references saved_views (workspace_id, id) on delete cascade,
    constraint default_views_one_ck check ((view_id is null) <> (built_in is null))
  )`.execute(db);
  await sql`create index default_views_view_ix on default_views (workspace_id, view_id) where view_id is not null`.execute(db);
}
