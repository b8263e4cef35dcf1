import { type Kysely, sql } from 'kysely';

/** Processes, their versions, the stages of each with criteria and entry tasks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table processes (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    key text not null,
    names jsonb not null,
    is_default boolean not null default false,
    gate_mode text not null default 'advise',
    gate_mode_since timestamptz(3) not null default now(),
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    constraint processes_pk primary key (workspace_id, id),
    constraint processes_key_uq unique (workspace_id, key),
    constraint processes_gate_mode_ck check (gate_mode in ('off', 'advise', 'require'))
  )`.execute(db);
  await sql`create unique index processes_default_uq on processes (workspace_id) where is_default`.execute(db);
  await sql`create table process_versions (
    workspace_id uuid not null,
    id uuid not null,
    process_id uuid not null,
    number int not null,
    state text not null default 'draft',
    published_at timestamptz(3),
    retired_at timestamptz(3),
    version int not null default 1,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint process_versions_pk primary key (workspace_id, id),
    constraint process_versions_process_fk foreign key (workspace_id, process_id) references processes (workspace_id, id) on delete cascade,
    constraint process_versions_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint process_versions_number_uq unique (workspace_id, process_id, number),
    constraint process_versions_state_ck check (state in ('draft', 'published', 'retired')),
    constraint process_versions_published_ck check ((state = 'draft') = (published_at is null))
  )`.execute(db);
  // Two people publishing at once, or drafting at once: the database lets one of them.
  await sql`create unique index process_versions_published_uq on process_versions (workspace_id, process_id) where state = 'published'`.execute(
    db,
  );
  await sql`create unique index process_versions_draft_uq on process_versions (workspace_id, process_id) where state = 'draft'`.execute(
    db,
  );
  await sql`create index process_versions_created_by_ix on process_versions (workspace_id, created_by)`.execute(db);
  await stages(db);
}

async function stages(db: Kysely<unknown>): Promise<void> {
  await sql`create table stages (
    workspace_id uuid not null,
    id uuid not null,
    version_id uuid not null,
    position int not null,
    key text not null,
    phase int not null,
    names jsonb not null,
    guidance jsonb,
    customer_expectation jsonb,
    target_days int not null,
    second_target text,
    probability_bp int not null,
    probability_won_bp int,
    role text not null,
    constraint stages_pk primary key (workspace_id, id),
    constraint stages_version_fk foreign key (workspace_id, version_id) references process_versions (workspace_id, id) on delete cascade,
    constraint stages_version_uq unique (workspace_id, version_id, id),
    constraint stages_key_uq unique (workspace_id, version_id, key),
    constraint stages_position_uq unique (workspace_id, version_id, position),
    constraint stages_phase_ck check (phase between 1 and 5),
    constraint stages_target_ck check (target_days > 0),
    constraint stages_second_target_ck check (second_target in ('promisedOn')),
    constraint stages_probability_ck check (probability_bp between 0 and 10000 and probability_won_bp between 0 and 10000)
  )`.execute(db);
  await sql`create table criteria (
    workspace_id uuid not null,
    id uuid not null,
    version_id uuid not null,
    stage_id uuid not null,
    position int not null,
    level text not null,
    kind text not null,
    key text not null,
    spec jsonb not null default '{}',
    names jsonb not null,
    hint jsonb,
    allows_unknown boolean not null default false,
    constraint criteria_pk primary key (workspace_id, id),
    constraint criteria_stage_fk foreign key (workspace_id, version_id, stage_id) references stages (workspace_id, version_id, id) on delete cascade,
    constraint criteria_key_uq unique (workspace_id, version_id, key),
    constraint criteria_level_ck check (level in ('required', 'advised')),
    constraint criteria_kind_ck check (kind in ('fact', 'field', 'checklist', 'activity'))
  )`.execute(db);
  await sql`create index criteria_stage_ix on criteria (workspace_id, version_id, stage_id)`.execute(db);
  await sql`create table stage_tasks (
    workspace_id uuid not null,
    id uuid not null,
    version_id uuid not null,
    stage_id uuid not null,
    position int not null,
    key text not null,
    names jsonb not null,
    due_days int not null,
    due_from text not null default 'entered',
    constraint stage_tasks_pk primary key (workspace_id, id),
    constraint stage_tasks_stage_fk foreign key (workspace_id, version_id, stage_id) references stages (workspace_id, version_id, id) on delete cascade,
    constraint stage_tasks_key_uq unique (workspace_id, version_id, key),
    constraint stage_tasks_due_ck check (due_days >= 0),
    constraint stage_tasks_due_from_ck check (due_from in ('entered', 'won'))
  )`.execute(db);
  await sql`create index stage_tasks_stage_ix on stage_tasks (workspace_id, version_id, stage_id)`.execute(db);
}
