import { type Kysely, sql } from 'kysely';
import { addReference, createEntityTable, sortedText } from '../src/platform/entity-table.ts';

/** Deals, their way through the stages, what was ticked by hand, and who and what takes part. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await deals(db);
  await dealIndexes(db);
  await history(db);
  await criteria(db);
  await tasks(db);
  await parts(db);
}

async function deals(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'deals',
    sql`title ${sortedText} not null,
    account_id uuid,
    primary_contact_id uuid,
    process_version_id uuid not null,
    stage_id uuid not null,
    phase int not null,
    status text not null default 'open',
    amount_minor bigint,
    currency text not null,
    base_amount_minor bigint,
    probability_bp int,
    weighted_minor bigint,
    expected_close_on date,
    opened_on date not null,
    won_on date,
    closed_on date,
    promised_on date,
    source ${sortedText},
    interest text,
    product_summary text,
    next_step_id uuid,
    next_step_on date,
    next_step_text text,
    stage_entered_at timestamptz(3) not null,
    last_activity_at timestamptz(3),
    is_history boolean not null default false,
    won_proof text,
    lost_reason text,
    lost_competitor_id uuid,
    lost_note text,
    hold_reason text,
    revisit_on date,
    is_on_board boolean generated always as (status = 'open' or (status = 'won' and not is_history)) stored,
    constraint deals_status_ck check (status in ('open', 'won', 'lost', 'onHold', 'completed')),
    constraint deals_closed_ck check ((status in ('won', 'lost', 'completed')) = (closed_on is not null)),
    constraint deals_won_ck check ((status in ('won', 'completed')) = (won_on is not null)),
    constraint deals_lost_ck check (status = 'lost' or (lost_reason is null and lost_competitor_id is null and lost_note is null)),
    constraint deals_amount_ck check (amount_minor >= 0),
    constraint deals_base_ck check ((amount_minor is null) = (base_amount_minor is null)),
    constraint deals_probability_ck check (probability_bp between 0 and 10000),
    constraint deals_won_proof_ck check (won_proof in ('contract', 'purchaseOrder', 'quote'))`,
  );
  await addReference(db, 'deals', 'account_id', 'accounts');
  await addReference(db, 'deals', 'primary_contact_id', 'contacts');
  await addReference(db, 'deals', 'lost_competitor_id', 'competitors');
  // The stage is one of the deal's own version.
  await sql`alter table deals add constraint deals_stage_fk foreign key (workspace_id, process_version_id, stage_id)
    references stages (workspace_id, version_id, id)`.execute(db);
  await sql`alter table deals add constraint deals_next_step_fk foreign key (workspace_id, next_step_id)
    references activities (workspace_id, id) on delete set null (next_step_id)`.execute(db);
}

async function dealIndexes(db: Kysely<unknown>): Promise<void> {
  await sql`create index deals_stage_ix on deals (workspace_id, process_version_id, stage_id)`.execute(db);
  await sql`create index deals_next_step_ix on deals (workspace_id, next_step_id)`.execute(db);
  // Counts and sums of a column are read from the index alone, rights included.
  await sql`create index deals_board_ix on deals (workspace_id, stage_id) include (owner_id, team_id, base_amount_minor, weighted_minor)
    where deleted_at is null and is_on_board`.execute(db);
  await sql`create index deals_board_entered_ix on deals (workspace_id, stage_id, stage_entered_at desc, id desc)
    where deleted_at is null and is_on_board`.execute(db);
  await sql`create index deals_board_amount_ix on deals (workspace_id, stage_id, base_amount_minor desc nulls last, id desc)
    where deleted_at is null and is_on_board`.execute(db);
  await sql`create index deals_board_close_ix on deals (workspace_id, stage_id, expected_close_on, id)
    where deleted_at is null and is_on_board`.execute(db);
  await sql`create index deals_board_next_step_ix on deals (workspace_id, stage_id, next_step_on, id)
    where deleted_at is null and is_on_board`.execute(db);
  await sql`create index deals_title_ix on deals (workspace_id, title, id) where deleted_at is null`.execute(db);
  await sql`create index deals_status_ix on deals (workspace_id, status, updated_at desc, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index deals_amount_ix on deals (workspace_id, amount_minor, id) where deleted_at is null`.execute(db);
  await sql`create index deals_amount_desc_ix on deals (workspace_id, amount_minor desc nulls last, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index deals_expected_close_ix on deals (workspace_id, expected_close_on, id) where deleted_at is null`.execute(
    db,
  );
  await sql`create index deals_next_step_on_ix on deals (workspace_id, next_step_on, id) where deleted_at is null`.execute(db);
  // Empty ones come last in either direction, so that one index cannot serve both.
  await sql`create index deals_expected_close_desc_ix on deals (workspace_id, expected_close_on desc nulls last, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index deals_next_step_on_desc_ix on deals (workspace_id, next_step_on desc nulls last, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index deals_opened_ix on deals (workspace_id, opened_on, id) where deleted_at is null`.execute(db);
  await sql`create index deals_won_ix on deals (workspace_id, won_on, id) where deleted_at is null and won_on is not null`.execute(
    db,
  );
  await sql`create index deals_closed_ix on deals (workspace_id, closed_on desc nulls last, id desc) where deleted_at is null`.execute(
    db,
  );
}

async function history(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_stage_history (
    workspace_id uuid not null,
    id uuid not null,
    deal_id uuid not null,
    from_stage_id uuid,
    to_stage_id uuid not null,
    kind text not null,
    recorded_at timestamptz(3) not null default now(),
    happened_at timestamptz(3) not null,
    actor_kind text not null,
    actor_id uuid,
    reason text,
    waived jsonb not null default '[]',
    is_history boolean not null default false,
    constraint deal_stage_history_pk primary key (workspace_id, id),
    constraint deal_stage_history_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_stage_history_from_fk foreign key (workspace_id, from_stage_id) references stages (workspace_id, id),
    constraint deal_stage_history_to_fk foreign key (workspace_id, to_stage_id) references stages (workspace_id, id),
    constraint deal_stage_history_kind_ck
      check (kind in ('create', 'advance', 'skip', 'back', 'won', 'lost', 'hold', 'reopen', 'complete', 'import', 'version'))
  )`.execute(db);
  await sql`create index deal_stage_history_deal_ix on deal_stage_history (workspace_id, deal_id, happened_at, id)`.execute(db);
  await sql`create index deal_stage_history_from_ix on deal_stage_history (workspace_id, from_stage_id)`.execute(db);
  await sql`create index deal_stage_history_to_ix on deal_stage_history (workspace_id, to_stage_id, happened_at)`.execute(db);
}

async function criteria(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_criteria (
    workspace_id uuid not null,
    deal_id uuid not null,
    criterion_key text not null,
    state text not null,
    note text,
    file_id uuid,
    set_by uuid,
    set_at timestamptz(3) not null default now(),
    constraint deal_criteria_pk primary key (workspace_id, deal_id, criterion_key),
    constraint deal_criteria_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_criteria_file_fk foreign key (workspace_id, file_id) references files (workspace_id, id),
    constraint deal_criteria_set_by_fk foreign key (workspace_id, set_by) references users (workspace_id, id),
    constraint deal_criteria_state_ck check (state in ('met', 'unknown')),
    constraint deal_criteria_evidence_ck check (note is not null or file_id is not null)
  )`.execute(db);
  await sql`create index deal_criteria_file_ix on deal_criteria (workspace_id, file_id)`.execute(db);
  await sql`create index deal_criteria_set_by_ix on deal_criteria (workspace_id, set_by)`.execute(db);
}

/** Tasks that entering a stage made: coming back to it makes none twice. */
async function tasks(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_tasks (
    workspace_id uuid not null,
    deal_id uuid not null,
    task_key text not null,
    stage_id uuid not null,
    activity_id uuid not null,
    constraint deal_tasks_pk primary key (workspace_id, deal_id, task_key),
    constraint deal_tasks_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_tasks_stage_fk foreign key (workspace_id, stage_id) references stages (workspace_id, id),
    constraint deal_tasks_activity_fk foreign key (workspace_id, activity_id) references activities (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index deal_tasks_stage_ix on deal_tasks (workspace_id, stage_id)`.execute(db);
  await sql`create index deal_tasks_activity_ix on deal_tasks (workspace_id, activity_id)`.execute(db);
}

async function parts(db: Kysely<unknown>): Promise<void> {
  await sql`create table deal_contacts (
    workspace_id uuid not null,
    deal_id uuid not null,
    contact_id uuid not null,
    role text not null,
    attitude text not null default 'unknown',
    influence int,
    note text,
    created_at timestamptz(3) not null default now(),
    constraint deal_contacts_pk primary key (workspace_id, deal_id, contact_id),
    constraint deal_contacts_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_contacts_contact_fk foreign key (workspace_id, contact_id) references contacts (workspace_id, id),
    constraint deal_contacts_role_ck check (role in ('decisionMaker', 'influencer', 'user', 'gatekeeper', 'champion', 'buyer')),
    constraint deal_contacts_attitude_ck check (attitude in ('supporter', 'neutral', 'opponent', 'unknown')),
    constraint deal_contacts_influence_ck check (influence between 1 and 5)
  )`.execute(db);
  await sql`create index deal_contacts_contact_ix on deal_contacts (workspace_id, contact_id)`.execute(db);
  await sql`create table deal_competitors (
    workspace_id uuid not null,
    deal_id uuid not null,
    competitor_id uuid not null,
    price_minor bigint,
    note text,
    outcome text not null default 'competing',
    created_at timestamptz(3) not null default now(),
    constraint deal_competitors_pk primary key (workspace_id, deal_id, competitor_id),
    constraint deal_competitors_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_competitors_competitor_fk foreign key (workspace_id, competitor_id) references competitors (workspace_id, id),
    constraint deal_competitors_outcome_ck check (outcome in ('competing', 'lostToThem', 'beaten', 'withdrawn')),
    constraint deal_competitors_price_ck check (price_minor >= 0)
  )`.execute(db);
  await sql`create index deal_competitors_competitor_ix on deal_competitors (workspace_id, competitor_id)`.execute(db);
  await sql`create table deal_products (
    workspace_id uuid not null,
    id uuid not null,
    deal_id uuid not null,
    product_id uuid not null,
    position int not null,
    quantity numeric(15, 6) not null,
    unit_price_minor bigint not null,
    amount_minor bigint not null,
    constraint deal_products_pk primary key (workspace_id, id),
    constraint deal_products_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_products_product_fk foreign key (workspace_id, product_id) references products (workspace_id, id),
    constraint deal_products_position_uq unique (workspace_id, deal_id, position),
    constraint deal_products_amount_ck check (quantity >= 0 and unit_price_minor >= 0 and amount_minor >= 0)
  )`.execute(db);
  await sql`create index deal_products_product_ix on deal_products (workspace_id, product_id)`.execute(db);
}
