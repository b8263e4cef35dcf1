import { type Kysely, sql } from 'kysely';

/** Rules that say who has to approve what, requests with the seats that decide them, absences, and links in mails. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await rules(db);
  await requests(db);
  await seats(db);
  await holders(db);
  await messages(db);
  await absences(db);
  await links(db);
}

async function rules(db: Kysely<unknown>): Promise<void> {
  await sql`create table approval_rules (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    subject text not null,
    preset text,
    name text,
    conditions jsonb not null default '[]',
    steps jsonb not null,
    self_approval text not null default 'superior',
    is_active boolean not null default true,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint approval_rules_pk primary key (workspace_id, id),
    constraint approval_rules_preset_uq unique (workspace_id, subject, preset),
    constraint approval_rules_name_ck check (preset is not null or name is not null),
    constraint approval_rules_self_approval_ck check (self_approval in ('superior', 'skip', 'allow'))
  )`.execute(db);
}

/** What was asked, as it was when it was asked: the values do not change with the subject. */
async function requests(db: Kysely<unknown>): Promise<void> {
  await sql`create table approvals (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    subject text not null,
    subject_id uuid not null,
    record_id uuid not null,
    input jsonb,
    chosen_ids jsonb not null default '[]',
    title text not null,
    note text,
    state text not null default 'waiting',
    submitted_by uuid not null,
    "values" jsonb not null,
    lines jsonb not null default '[]',
    amount_minor bigint,
    currency text,
    basis_hash text not null,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    ended_at timestamptz(3),
    constraint approvals_pk primary key (workspace_id, id),
    constraint approvals_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade,
    constraint approvals_submitted_by_fk foreign key (workspace_id, submitted_by) references users (workspace_id, id),
    constraint approvals_state_ck check (state in ('waiting', 'approved', 'rejected', 'withdrawn', 'void')),
    constraint approvals_ended_ck check ((state = 'waiting') = (ended_at is null)),
    constraint approvals_amount_ck check ((amount_minor is null) = (currency is null))
  )`.execute(db);
  // Two people who ask for the same at once: one request.
  await sql`create unique index approvals_waiting_uq on approvals (workspace_id, subject, subject_id) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index approvals_subject_ix on approvals (workspace_id, subject, subject_id, created_at desc, id desc)`.execute(
    db,
  );
  await sql`create index approvals_record_ix on approvals (workspace_id, record_id, created_at desc, id desc)`.execute(db);
  await sql`create index approvals_submitted_by_ix on approvals (workspace_id, submitted_by, created_at desc, id desc)`.execute(
    db,
  );
}

/** One place in a request that has to be filled; the steps of a chain are the seats with the same step key. */
async function seats(db: Kysely<unknown>): Promise<void> {
  await sql`create table approval_seats (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    request_id uuid not null,
    key text not null,
    step_key text not null,
    rule_key text not null,
    rule_name text,
    rule_mark text not null,
    position int not null,
    mode text not null,
    is_required boolean not null default false,
    is_fallback boolean not null default false,
    state text not null,
    basis jsonb not null,
    asked_ids jsonb not null default '[]',
    escalate_after_hours int,
    waiting_since timestamptz(3),
    remind_at timestamptz(3),
    due_at timestamptz(3),
    escalated_at timestamptz(3),
    decided_by uuid,
    decided_at timestamptz(3),
    decided_via text,
    comment text,
    constraint approval_seats_pk primary key (workspace_id, id),
    constraint approval_seats_key_uq unique (workspace_id, request_id, key),
    constraint approval_seats_request_fk foreign key (workspace_id, request_id) references approvals (workspace_id, id) on delete cascade,
    constraint approval_seats_decided_by_fk foreign key (workspace_id, decided_by) references users (workspace_id, id),
    constraint approval_seats_mode_ck check (mode in ('all', 'any')),
    constraint approval_seats_state_ck check (state in ('ahead', 'waiting', 'approved', 'rejected', 'skipped', 'kept', 'spared')),
    constraint approval_seats_decided_ck check ((state in ('approved', 'rejected', 'kept')) = (decided_by is not null)),
    constraint approval_seats_via_ck check (decided_via in ('app', 'mail'))
  )`.execute(db);
  await sql`create index approval_seats_decided_by_ix on approval_seats (workspace_id, decided_by, decided_at desc, id desc) where decided_by is not null`.execute(
    db,
  );
  await sql`create index approval_seats_due_ix on approval_seats (workspace_id, due_at) where state = 'waiting' and due_at is not null`.execute(
    db,
  );
}

async function holders(db: Kysely<unknown>): Promise<void> {
  await sql`create table approval_holders (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    seat_id uuid not null,
    user_id uuid not null,
    request_id uuid not null,
    role text not null,
    for_user_id uuid,
    is_waiting boolean not null default false,
    is_out boolean not null default false,
    created_at timestamptz(3) not null default now(),
    constraint approval_holders_pk primary key (workspace_id, seat_id, user_id),
    constraint approval_holders_seat_fk foreign key (workspace_id, seat_id) references approval_seats (workspace_id, id) on delete cascade,
    constraint approval_holders_request_fk foreign key (workspace_id, request_id) references approvals (workspace_id, id) on delete cascade,
    constraint approval_holders_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id),
    constraint approval_holders_for_user_fk foreign key (workspace_id, for_user_id) references users (workspace_id, id),
    constraint approval_holders_role_ck check (role in ('asked', 'delegate', 'superior', 'owner', 'added', 'reassigned'))
  )`.execute(db);
  await sql`create index approval_holders_waiting_ix on approval_holders (workspace_id, user_id, request_id) where is_waiting`.execute(
    db,
  );
  await sql`create index approval_holders_request_ix on approval_holders (workspace_id, request_id, user_id)`.execute(db);
  await sql`create index approval_holders_user_ix on approval_holders (workspace_id, user_id)`.execute(db);
  await sql`create index approval_holders_for_user_ix on approval_holders (workspace_id, for_user_id) where for_user_id is not null`.execute(
    db,
  );
}

async function messages(db: Kysely<unknown>): Promise<void> {
  await sql`create table approval_messages (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    request_id uuid not null,
    author_id uuid not null,
    kind text not null,
    text text not null,
    created_at timestamptz(3) not null default now(),
    constraint approval_messages_pk primary key (workspace_id, id),
    constraint approval_messages_request_fk foreign key (workspace_id, request_id) references approvals (workspace_id, id) on delete cascade,
    constraint approval_messages_author_fk foreign key (workspace_id, author_id) references users (workspace_id, id),
    constraint approval_messages_kind_ck check (kind in ('question', 'answer', 'comment'))
  )`.execute(db);
  await sql`create index approval_messages_request_ix on approval_messages (workspace_id, request_id, created_at, id)`.execute(
    db,
  );
  await sql`create index approval_messages_author_ix on approval_messages (workspace_id, author_id)`.execute(db);
}

async function absences(db: Kysely<unknown>): Promise<void> {
  await sql`create table approval_absences (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid not null,
    delegate_id uuid not null,
    from_on date not null,
    until_on date not null,
    created_at timestamptz(3) not null default now(),
    constraint approval_absences_pk primary key (workspace_id, id),
    constraint approval_absences_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id),
    constraint approval_absences_delegate_fk foreign key (workspace_id, delegate_id) references users (workspace_id, id),
    constraint approval_absences_days_ck check (from_on <= until_on),
    constraint approval_absences_self_ck check (user_id <> delegate_id)
  )`.execute(db);
  await sql`create index approval_absences_user_ix on approval_absences (workspace_id, user_id, until_on)`.execute(db);
  await sql`create index approval_absences_delegate_ix on approval_absences (workspace_id, delegate_id)`.execute(db);
  await sql`create index approval_absences_until_ix on approval_absences (workspace_id, until_on)`.execute(db);
}

/** Links by which somebody decides from their mail. Of the token there is only the hash: who reads the database decides nothing. */
async function links(db: Kysely<unknown>): Promise<void> {
  await sql`create table approval_links (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    request_id uuid not null,
    user_id uuid not null,
    token_hash text not null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    used_at timestamptz(3),
    revoked_at timestamptz(3),
    constraint approval_links_pk primary key (workspace_id, id),
    constraint approval_links_token_uq unique (token_hash),
    constraint approval_links_request_fk foreign key (workspace_id, request_id) references approvals (workspace_id, id) on delete cascade,
    constraint approval_links_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id)
  )`.execute(db);
  await sql`create index approval_links_request_ix on approval_links (workspace_id, request_id, user_id)`.execute(db);
  await sql`create index approval_links_user_ix on approval_links (workspace_id, user_id)`.execute(db);
}
