import { type Kysely, sql } from 'kysely';

/** Records, events, search, custom fields, files and idempotency: what every module stands on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await records(db);
  await events(db);
  await search(db);
  await fieldsAndFiles(db);
}

async function records(db: Kysely<unknown>): Promise<void> {
  await sql`create table records (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    kind text not null,
    owner_id uuid,
    team_id uuid not null,
    title text not null,
    import_id uuid,
    created_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint records_pk primary key (workspace_id, id),
    constraint records_owner_team_uq unique (workspace_id, id, owner_id, team_id),
    constraint records_kind_uq unique (workspace_id, id, kind),
    constraint records_owner_fk foreign key (workspace_id, owner_id) references users (workspace_id, id),
    constraint records_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id)
  )`.execute(db);
  // Partial on purpose: on a fresh table the planner may check the rights key of an entity's row through one of these, and
  // read every record of an owner for every row of an import. A condition the check does not have keeps it off them.
  await sql`create index records_owner_ix on records (workspace_id, owner_id) where deleted_at is null`.execute(db);
  await sql`create index records_team_ix on records (workspace_id, team_id) where deleted_at is null`.execute(db);
  await sql`create index records_import_ix on records (workspace_id, import_id) where import_id is not null`.execute(db);
  await sql`create index records_kind_ix on records (workspace_id, kind, created_at desc)`.execute(db);
}

async function events(db: Kysely<unknown>): Promise<void> {
  await sql`create table events (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    kind text not null,
    actor_kind text not null,
    actor_id uuid,
    recorded_at timestamptz not null default now(),
    happened_at timestamptz not null default now(),
    tx_id xid8 not null default pg_current_xact_id(),
    subject_kind text not null,
    subject_id uuid not null,
    data jsonb not null default '{}',
    constraint events_pk primary key (workspace_id, id)
  )`.execute(db);
  await sql`create index events_subject_ix on events (workspace_id, subject_id, happened_at desc, id desc)`.execute(db);
  await sql`create index events_kind_ix on events (workspace_id, kind, happened_at)`.execute(db);
  await sql`create table idempotency_keys (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    user_id uuid not null,
    route text not null,
    key text not null,
    body_hash text not null,
    status int,
    reply text,
    created_at timestamptz not null default now(),
    constraint idempotency_keys_pk primary key (workspace_id, user_id, route, key)
  )`.execute(db);
  await sql`create index idempotency_keys_age_ix on idempotency_keys (created_at)`.execute(db);
}

async function search(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gin`.execute(db);
  await sql`create table search_documents (
    workspace_id uuid not null,
    record_id uuid not null,
    kind text not null,
    owner_id uuid,
    team_id uuid not null,
    title text not null,
    subtitle text,
    tokens text[] not null,
    updated_at timestamptz not null default now(),
    constraint search_documents_pk primary key (workspace_id, record_id),
    constraint search_documents_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade,
    constraint search_documents_rights_fk foreign key (workspace_id, record_id, owner_id, team_id)
      references records (workspace_id, id, owner_id, team_id) on update cascade on delete cascade
  )`.execute(db);
  await sql`create index search_documents_tokens_ix on search_documents using gin (workspace_id, tokens)`.execute(db);
}

async function fieldsAndFiles(db: Kysely<unknown>): Promise<void> {
  await sql`create table custom_fields (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    object text not null,
    key text not null,
    kind text not null,
    labels jsonb not null,
    choices jsonb not null default '[]',
    is_required boolean not null default false,
    position int not null default 0,
    archived_at timestamptz,
    constraint custom_fields_pk primary key (workspace_id, id),
    constraint custom_fields_key_uq unique (workspace_id, object, key)
  )`.execute(db);
  await sql`create table files (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    record_id uuid,
    name text not null,
    media_type text not null,
    size_bytes bigint not null,
    sha256 text not null,
    storage_key text not null,
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint files_pk primary key (workspace_id, id),
    constraint files_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade,
    constraint files_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id)
  )`.execute(db);
  await sql`create index files_record_ix on files (workspace_id, record_id)`.execute(db);
  await sql`create index files_created_by_ix on files (workspace_id, created_by)`.execute(db);
}
