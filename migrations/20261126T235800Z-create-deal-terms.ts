import { type Kysely, sql } from 'kysely';

/** What is agreed besides the price, and what a seller may agree to; how far a customer is trusted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await policies(db);
  await dealTerms(db);
  await credit(db);
}

async function policies(db: Kysely<unknown>): Promise<void> {
  await sql`create table terms_policies (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    payment_methods text[] not null default '{}',
    max_payment_days int,
    min_deposit_bp int,
    min_lead_days int,
    max_acceptance_days int,
    max_warranty_months int,
    min_response_hours int,
    version int not null default 1,
    updated_at timestamptz(3) not null default now(),
    constraint terms_policies_pk primary key (workspace_id),
    constraint terms_policies_deposit_ck check (min_deposit_bp between 0 and 10000),
    constraint terms_policies_limits_ck check (
      max_payment_days >= 0 and min_lead_days >= 0 and max_acceptance_days >= 0 and max_warranty_months >= 0 and min_response_hours >= 1
    )
  )`.execute(db);
  await sql`insert into terms_policies (workspace_id) select id from workspaces`.execute(db);
}

async function dealTerms(db: Kysely<unknown>): Promise<void> {
  // The quote that they were agreed with is named beside its key: who may see the deal may not see every quote.
  await sql`create table deal_terms (
    workspace_id uuid not null,
    deal_id uuid not null,
    currency text not null,
    content jsonb not null,
    is_set boolean not null,
    agreed_number text,
    agreed_revision int,
    agreed_on date,
    version int not null default 1,
    set_by uuid,
    updated_at timestamptz(3) not null default now(),
    constraint deal_terms_pk primary key (workspace_id, deal_id),
    constraint deal_terms_deal_fk foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
    constraint deal_terms_set_by_fk foreign key (workspace_id, set_by) references users (workspace_id, id),
    constraint deal_terms_agreed_ck check ((agreed_number is null) = (agreed_on is null) and (agreed_number is null) = (agreed_revision is null))
  )`.execute(db);
  await sql`create index deal_terms_set_by_ix on deal_terms (workspace_id, set_by)`.execute(db);
}

/** The limit is in the workspace's currency. Whoever sells sees it, and does not set it. */
async function credit(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts
    add column credit_limit_minor bigint,
    add column payment_record text,
    add constraint accounts_credit_limit_ck check (credit_limit_minor >= 0),
    add constraint accounts_payment_record_ck check (payment_record in ('onTime', 'sometimesLate', 'oftenLate'))`.execute(db);
  await sql`create index accounts_credit_limit_minor_ix on accounts (workspace_id, credit_limit_minor, id) where deleted_at is null`.execute(
    db,
  );
  await sql`update roles set fields = jsonb_set(fields, '{account}', coalesce(fields->'account', '{}') || '{"creditLimitMinor": "read"}')
    where base in ('seller', 'delivery', 'support') and name is null`.execute(db);
}
