import { type Kysely, sql } from 'kysely';

/** Webhooks: addresses that are told of events, and what was sent to each of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table webhooks (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    url text not null,
    description text,
    event_kinds text[],
    is_active boolean not null default true,
    disabled_reason text,
    disabled_at timestamptz(3),
    acts_for uuid not null,
    secret text not null,
    previous_secret text,
    previous_ends_at timestamptz(3),
    failures int not null default 0,
    failing_since timestamptz(3),
    resumes_at timestamptz(3),
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint webhooks_pk primary key (workspace_id, id),
    constraint webhooks_acts_for_fk foreign key (workspace_id, acts_for) references users (workspace_id, id),
    constraint webhooks_disabled_reason_ck check (disabled_reason in ('failing', 'gone', 'personLeft')),
    constraint webhooks_active_ck check (not is_active or disabled_reason is null),
    constraint webhooks_previous_ck check ((previous_secret is null) = (previous_ends_at is null))
  )`.execute(db);
  await sql`create index webhooks_acts_for_ix on webhooks (workspace_id, acts_for)`.execute(db);
  await deliveries(db);
}

/** A delivery goes with its webhook, and with its event: what is gone from the record of changes cannot be sent again. */
async function deliveries(db: Kysely<unknown>): Promise<void> {
  await sql`create table webhook_deliveries (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    webhook_id uuid not null,
    event_id uuid not null,
    event_kind text not null,
    state text not null default 'waiting',
    tries int not null default 0,
    next_at timestamptz(3),
    attempts jsonb not null default '[]',
    created_at timestamptz(3) not null default now(),
    finished_at timestamptz(3),
    constraint webhook_deliveries_pk primary key (workspace_id, id),
    constraint webhook_deliveries_once_uq unique (workspace_id, event_id, webhook_id),
    constraint webhook_deliveries_webhook_fk foreign key (workspace_id, webhook_id) references webhooks (workspace_id, id) on delete cascade,
    constraint webhook_deliveries_event_fk foreign key (workspace_id, event_id) references events (workspace_id, id) on delete cascade,
    constraint webhook_deliveries_state_ck check (state in ('waiting', 'delivered', 'failed', 'hidden')),
    constraint webhook_deliveries_next_ck check ((state = 'waiting') = (next_at is not null))
  )`.execute(db);
  await sql`create index webhook_deliveries_log_ix on webhook_deliveries (workspace_id, webhook_id, created_at desc, id desc)`.execute(
    db,
  );
  await sql`create index webhook_deliveries_due_ix on webhook_deliveries (workspace_id, webhook_id, next_at, id) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index webhook_deliveries_failed_ix on webhook_deliveries (workspace_id, webhook_id, created_at desc, id desc)
    where state = 'failed'`.execute(db);
}
