import { type Kysely, sql } from 'kysely';

/** What the four ways to a price need of a product, what people say they would pay, and how often a sent line is charged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table product_strategies (
    workspace_id uuid not null,
    product_id uuid not null,
    share_bp int,
    markup_bp int,
    premium_bp int,
    rival_days int not null default 180,
    figures jsonb not null default '{}',
    figures_on date,
    bands jsonb not null default '{}',
    least_bp int not null default -2000,
    most_bp int not null default 3000,
    version int not null default 1,
    updated_at timestamptz(3) not null default now(),
    constraint product_strategies_pk primary key (workspace_id, product_id),
    constraint product_strategies_product_fk foreign key (workspace_id, product_id) references products (workspace_id, id) on delete cascade,
    constraint product_strategies_share_ck check (share_bp between 0 and 10000),
    constraint product_strategies_markup_ck check (markup_bp between 0 and 1000000),
    constraint product_strategies_premium_ck check (premium_bp between -9999 and 100000),
    constraint product_strategies_rival_days_ck check (rival_days between 1 and 3650),
    constraint product_strategies_limits_ck check (least_bp between -9999 and 0 and most_bp between 0 and 100000)
  )`.execute(db);
  await sql`create table price_answers (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    respondent text,
    currency text not null,
    too_cheap_minor bigint not null,
    cheap_minor bigint not null,
    dear_minor bigint not null,
    too_dear_minor bigint not null,
    answered_on date not null,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint price_answers_pk primary key (workspace_id, id),
    constraint price_answers_product_fk foreign key (workspace_id, product_id) references products (workspace_id, id) on delete cascade,
    constraint price_answers_amounts_ck check (least(too_cheap_minor, cheap_minor, dear_minor, too_dear_minor) >= 0)
  )`.execute(db);
  await sql`create index price_answers_product_ix on price_answers (workspace_id, product_id, answered_on desc, id desc)`.execute(
    db,
  );
  // Of a line that recurs the net is that of all its periods: what one unit costs is asked per period.
  await sql`alter table quote_lines add column periods int not null default 1, add constraint quote_lines_periods_ck check (periods > 0)`.execute(
    db,
  );
}
