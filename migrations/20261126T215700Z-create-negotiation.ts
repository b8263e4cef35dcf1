import { type Kysely, sql } from 'kysely';

/** Objections with what was said to and fro, concessions round by round, and the point below which we walk away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await objections(db);
  await replies(db);
  await concessions(db);
  await walkAways(db);
}

async function objections(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_objections (
    workspace_id uuid not null,
    id uuid not null,
    deal_id uuid not null,
    kind text not null,
    stage_id uuid not null,
    contact_id uuid,
    said text not null,
    status text not null default 'open',
    closed_as text,
    steps text[] not null default '{}',
    raised_on date not null,
    closed_on date,
    version int not null default 1,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    constraint deal_objections_pk primary key (workspace_id, id),
    constraint deal_objections_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_objections_stage_fk foreign key (workspace_id, stage_id) references stages (workspace_id, id),
    constraint deal_objections_contact_fk foreign key (workspace_id, contact_id) references contacts (workspace_id, id)
      on delete set null (contact_id),
    constraint deal_objections_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint deal_objections_kind_ck
      check (kind in ('price', 'trust', 'timing', 'need', 'competitor', 'authority', 'product', 'other')),
    constraint deal_objections_status_ck check (status in ('open', 'answered', 'closed')),
    constraint deal_objections_closed_ck check ((status = 'closed') = (closed_as is not null) and (status = 'closed') = (closed_on is not null)),
    constraint deal_objections_closed_as_ck check (closed_as in ('solved', 'accepted', 'lost')),
    constraint deal_objections_steps_ck check (steps <@ array['listen', 'understand', 'solve', 'patience'])
  )`.execute(db);
  await sql`create index deal_objections_deal_ix on deal_objections (workspace_id, deal_id, created_at, id)`.execute(db);
  await sql`create index deal_objections_stage_ix on deal_objections (workspace_id, stage_id)`.execute(db);
  await sql`create index deal_objections_contact_ix on deal_objections (workspace_id, contact_id)`.execute(db);
  await sql`create index deal_objections_created_by_ix on deal_objections (workspace_id, created_by)`.execute(db);
  await sql`create index deal_objections_raised_ix on deal_objections (workspace_id, raised_on) include (kind, closed_as, deal_id)
    where deleted_at is null`.execute(db);
}

async function replies(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_objection_replies (
    workspace_id uuid not null,
    id uuid not null,
    objection_id uuid not null,
    side text not null,
    text text not null,
    said_on date not null,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint deal_objection_replies_pk primary key (workspace_id, id),
    constraint deal_objection_replies_objection_fk foreign key (workspace_id, objection_id)
      references deal_objections (workspace_id, id) on delete cascade,
    constraint deal_objection_replies_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint deal_objection_replies_side_ck check (side in ('us', 'customer'))
  )`.execute(db);
  await sql`create index deal_objection_replies_objection_ix on deal_objection_replies (workspace_id, objection_id, created_at, id)`.execute(
    db,
  );
  await sql`create index deal_objection_replies_created_by_ix on deal_objection_replies (workspace_id, created_by)`.execute(db);
}

async function concessions(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_concessions (
    workspace_id uuid not null,
    id uuid not null,
    deal_id uuid not null,
    round int not null,
    side text not null,
    kind text not null,
    text text not null,
    currency text not null,
    value_minor bigint,
    margin_minor bigint,
    margin_bp int,
    got_text text,
    got_minor bigint,
    base_value_minor bigint,
    base_margin_minor bigint,
    base_got_minor bigint,
    said_on date not null,
    by_id uuid,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    constraint deal_concessions_pk primary key (workspace_id, id),
    constraint deal_concessions_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_concessions_by_fk foreign key (workspace_id, by_id) references users (workspace_id, id),
    constraint deal_concessions_round_ck check (round between 1 and 50),
    constraint deal_concessions_side_ck check (side in ('ask', 'give')),
    constraint deal_concessions_kind_ck
      check (kind in ('price', 'discount', 'paymentTerm', 'delivery', 'warranty', 'volume', 'service', 'other')),
    constraint deal_concessions_amounts_ck check (value_minor >= 0 and got_minor >= 0),
    constraint deal_concessions_margin_ck check (margin_minor is null or margin_bp is null),
    constraint deal_concessions_margin_bp_ck check (margin_bp between 0 and 10000),
    constraint deal_concessions_margin_minor_ck check (margin_minor >= 0),
    constraint deal_concessions_ask_ck
      check (side = 'give' or (margin_minor is null and margin_bp is null and got_text is null and got_minor is null))
  )`.execute(db);
  await sql`create index deal_concessions_deal_ix on deal_concessions (workspace_id, deal_id, round, created_at, id)`.execute(db);
  await sql`create index deal_concessions_by_ix on deal_concessions (workspace_id, by_id)`.execute(db);
  await sql`create index deal_concessions_given_ix on deal_concessions (workspace_id, said_on)
    include (deal_id, by_id, base_value_minor, base_margin_minor, base_got_minor) where deleted_at is null and side = 'give'`.execute(
    db,
  );
}

async function walkAways(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_walk_aways (
    workspace_id uuid not null,
    deal_id uuid not null,
    lowest_total_minor bigint,
    lowest_margin_bp int,
    note text,
    version int not null default 1,
    set_by uuid,
    updated_at timestamptz(3) not null default now(),
    constraint deal_walk_aways_pk primary key (workspace_id, deal_id),
    constraint deal_walk_aways_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_walk_aways_set_by_fk foreign key (workspace_id, set_by) references users (workspace_id, id),
    constraint deal_walk_aways_total_ck check (lowest_total_minor >= 0),
    constraint deal_walk_aways_margin_ck check (lowest_margin_bp between -10000 and 10000)
  )`.execute(db);
  await sql`create index deal_walk_aways_set_by_ix on deal_walk_aways (workspace_id, set_by)`.execute(db);
}
