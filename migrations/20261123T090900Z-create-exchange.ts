import { type Kysely, sql } from 'kysely';

/** Imports: what was uploaded (staged as text), how it is read, what was wrong with it, and how far its run has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table imports (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    name text not null,
    state text not null default 'uploaded',
    map jsonb,
    report jsonb,
    progress jsonb not null default '{}',
    fault jsonb,
    skips_errors boolean not null default false,
    language text not null default 'en',
    lease_id uuid,
    heartbeat_at timestamptz(3),
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    finished_at timestamptz(3),
    constraint imports_pk primary key (workspace_id, id),
    constraint imports_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint imports_state_ck check (state in
      ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone'))
  )`.execute(db);
  await sql`create index imports_created_ix on imports (workspace_id, created_at desc, id desc)`.execute(db);
  await sql`create index imports_created_by_ix on imports (workspace_id, created_by)`.execute(db);
  // The sweep that takes up work whose process died looks here, and finds next to nothing.
  await sql`create index imports_busy_ix on imports (heartbeat_at) where state in ('checking', 'running', 'undoing')`.execute(db);
  await sql`create table import_files (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    import_id uuid not null,
    file_no int not null,
    name text not null,
    encoding text not null,
    delimiter text not null,
    columns text[] not null,
    samples jsonb not null default '[]',
    row_count int not null default 0,
    constraint import_files_pk primary key (workspace_id, import_id, file_no),
    constraint import_files_import_fk foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade,
    constraint import_files_name_uq unique (workspace_id, import_id, name)
  )`.execute(db);
  await sql`create table import_rows (
    workspace_id uuid not null,
    import_id uuid not null,
    file_no int not null,
    row_no int not null,
    data text[] not null,
    constraint import_rows_pk primary key (workspace_id, import_id, file_no, row_no)
  )`.execute(db);
  await sql`create table import_faults (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    import_id uuid not null,
    target_no int not null,
    row_no int not null,
    position int not null,
    field text,
    value text,
    code text not null,
    params jsonb not null default '{}',
    constraint import_faults_pk primary key (workspace_id, import_id, target_no, row_no, position),
    constraint import_faults_import_fk foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
  )`.execute(db);
}
