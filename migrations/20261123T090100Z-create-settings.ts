import { type Kysely, sql } from 'kysely';

/** Exchange rates, working calendars, document numbers, branding. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One unit of `currency` is worth `rate` units of the workspace's own currency from `valid_from` on.
  await sql`create table exchange_rates (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    currency text not null,
    valid_from date not null,
    rate numeric(24, 12) not null,
    created_at timestamptz(3) not null default now(),
    constraint exchange_rates_pk primary key (workspace_id, currency, valid_from),
    constraint exchange_rates_currency_ck check (currency ~ '^[A-Z]{3}$'),
    constraint exchange_rates_rate_ck check (rate > 0)
  )`.execute(db);
  await sql`create table working_calendars (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    time_zone text not null,
    week jsonb not null,
    make_up_hours jsonb,
    holidays text not null default 'none',
    special_days jsonb not null default '[]',
    version int not null default 1,
    updated_at timestamptz(3) not null default now(),
    constraint working_calendars_pk primary key (workspace_id),
    constraint working_calendars_holidays_ck check (holidays in ('none', 'CN'))
  )`.execute(db);
  await sql`create table document_numbers (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    kind text not null,
    prefix text not null,
    width int not null default 4,
    is_yearly boolean not null default true,
    year int,
    next bigint not null default 1,
    constraint document_numbers_pk primary key (workspace_id, kind),
    constraint document_numbers_width_ck check (width between 1 and 12),
    constraint document_numbers_next_ck check (next > 0)
  )`.execute(db);
  await sql`create table branding (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    name text,
    color text,
    logo_file_id uuid,
    version int not null default 1,
    constraint branding_pk primary key (workspace_id),
    constraint branding_color_ck check (color ~ '^#[0-9a-f]{6}$')
  )`.execute(db);
}
