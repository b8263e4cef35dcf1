import { type Kysely, sql } from 'kysely';

/** Promotions with their conditions, what they take off and their budget, and what quotes that went out have used of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table promotions (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    name text collate "zh-x-icu" not null,
    code text,
    currency text not null,
    priority int not null default 0,
    is_exclusive boolean not null default false,
    is_active boolean not null default true,
    valid_from date,
    valid_to date,
    product_ids uuid[] not null default '{}',
    categories text[] not null default '{}',
    account_ids uuid[] not null default '{}',
    segment jsonb,
    min_quantity numeric(15, 6),
    min_amount_minor bigint,
    action jsonb not null,
    budget_minor bigint,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint promotions_pk primary key (workspace_id, id),
    constraint promotions_name_uq unique (workspace_id, name),
    constraint promotions_period_ck check (valid_to >= valid_from),
    constraint promotions_amounts_ck check (min_quantity > 0 and min_amount_minor >= 0 and budget_minor >= 0)
  )`.execute(db);
  await sql`create unique index promotions_code_uq on promotions (workspace_id, lower(code)) where code is not null`.execute(db);
  await sql`create table promotion_uses (
    workspace_id uuid not null,
    promotion_id uuid not null,
    quote_id uuid not null,
    amount_minor bigint not null,
    used_at timestamptz(3) not null default now(),
    constraint promotion_uses_pk primary key (workspace_id, promotion_id, quote_id),
    constraint promotion_uses_promotion_fk foreign key (workspace_id, promotion_id) references promotions (workspace_id, id) on delete cascade,
    constraint promotion_uses_quote_fk foreign key (workspace_id, quote_id) references quotes (workspace_id, id) on delete cascade,
    constraint promotion_uses_amount_ck check (amount_minor >= 0)
  )`.execute(db);
  await sql`create index promotion_uses_quote_ix on promotion_uses (workspace_id, quote_id)`.execute(db);
}
