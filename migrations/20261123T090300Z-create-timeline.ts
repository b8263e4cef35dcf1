import { type Kysely, sql } from 'kysely';

/** Activities and the records they are about. Files have their table already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table activities (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    record_id uuid not null,
    kind text not null,
    subject text not null,
    body text,
    direction text,
    channel text,
    outcome text,
    due_at timestamptz(3),
    started_at timestamptz(3),
    done_at timestamptz(3),
    duration_minutes int,
    is_two_way boolean not null default false,
    assignee_id uuid,
    created_by uuid,
    import_id uuid,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    constraint activities_pk primary key (workspace_id, id),
    constraint activities_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade,
    constraint activities_assignee_fk foreign key (workspace_id, assignee_id) references users (workspace_id, id),
    constraint activities_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint activities_kind_ck check (kind in ('call', 'mail', 'message', 'meeting', 'visit', 'note', 'task', 'demo', 'trial')),
    constraint activities_direction_ck check (direction in ('in', 'out')),
    constraint activities_duration_ck check (duration_minutes between 0 and 100000)
  )`.execute(db);
  await sql`create index activities_record_ix on activities (workspace_id, record_id)`.execute(db);
  await sql`create index activities_assignee_ix on activities (workspace_id, assignee_id)`.execute(db);
  await sql`create index activities_open_ix on activities (workspace_id, assignee_id, due_at, id) where done_at is null and deleted_at is null`.execute(
    db,
  );
  await sql`create index activities_done_ix on activities (workspace_id, assignee_id, done_at desc, id desc) where done_at is not null and deleted_at is null`.execute(
    db,
  );
  await sql`create index activities_created_by_ix on activities (workspace_id, created_by)`.execute(db);
  await sql`create index activities_import_ix on activities (workspace_id, import_id) where import_id is not null`.execute(db);

  // Every record an activity is about, the primary one too: a timeline is one join.
  await sql`create table activity_links (
    workspace_id uuid not null,
    activity_id uuid not null,
    record_id uuid not null,
    constraint activity_links_pk primary key (workspace_id, activity_id, record_id),
    constraint activity_links_activity_fk foreign key (workspace_id, activity_id) references activities (workspace_id, id) on delete cascade,
    constraint activity_links_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index activity_links_record_ix on activity_links (workspace_id, record_id, activity_id)`.execute(db);
}
