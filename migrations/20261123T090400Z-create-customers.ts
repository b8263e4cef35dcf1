import { type Kysely, sql } from 'kysely';
import { addReference, createEntityTable, sortedText } from '../src/platform/entity-table.ts';

/** Accounts, contacts, and how records know each other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await accounts(db);
  await contacts(db);
  await relations(db);
}

async function accounts(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'accounts',
    sql`name ${sortedText} not null,
    short_name ${sortedText},
    parent_id uuid,
    industry ${sortedText},
    employees int,
    annual_revenue_minor bigint,
    currency text,
    founded_year int,
    region ${sortedText},
    country ${sortedText},
    website text,
    phone text,
    address jsonb,
    credit_code text,
    invoice_title text,
    tax_number text,
    bank_name text,
    bank_account text,
    source ${sortedText},
    note text,
    constraint accounts_parent_ck check (parent_id <> id)`,
  );
  await addReference(db, 'accounts', 'parent_id', 'accounts');
  await sql`create unique index accounts_credit_code_uq on accounts (workspace_id, credit_code) where deleted_at is null`.execute(
    db,
  );
  await sql`create index accounts_name_ix on accounts (workspace_id, name, id) where deleted_at is null`.execute(db);
  await sql`create index accounts_industry_ix on accounts (workspace_id, industry, id) where deleted_at is null`.execute(db);
  await sql`create index accounts_region_ix on accounts (workspace_id, region, id) where deleted_at is null`.execute(db);
  await sql`create index accounts_country_ix on accounts (workspace_id, country, id) where deleted_at is null`.execute(db);
  await sql`create index accounts_source_ix on accounts (workspace_id, source, id) where deleted_at is null`.execute(db);
}

async function contacts(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'contacts',
    sql`name ${sortedText} not null,
    account_id uuid,
    job_title ${sortedText},
    department ${sortedText},
    phones jsonb,
    emails jsonb,
    handles jsonb,
    language text,
    preferred_channel text,
    consent text not null default 'unknown',
    consent_on date,
    do_not_contact boolean not null default false,
    birthday date,
    note text,
    constraint contacts_consent_ck check (consent in ('unknown', 'given', 'refused'))`,
  );
  await addReference(db, 'contacts', 'account_id', 'accounts');
  await sql`create index contacts_name_ix on contacts (workspace_id, name, id) where deleted_at is null`.execute(db);
}

async function relations(db: Kysely<unknown>): Promise<void> {
  await sql`create table relations (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    from_id uuid not null,
    to_id uuid not null,
    kind text not null,
    note text,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint relations_pk primary key (workspace_id, id),
    constraint relations_from_fk foreign key (workspace_id, from_id) references records (workspace_id, id) on delete cascade,
    constraint relations_to_fk foreign key (workspace_id, to_id) references records (workspace_id, id) on delete cascade,
    constraint relations_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint relations_ends_ck check (from_id <> to_id)
  )`.execute(db);
  await sql`create unique index relations_directed_uq on relations (workspace_id, from_id, to_id, kind)`.execute(db);
  // "A is a partner of B" and "B is a partner of A" are one fact.
  await sql`create unique index relations_mutual_uq on relations (workspace_id, least(from_id, to_id), greatest(from_id, to_id), kind)
    where kind in ('partner', 'colleague', 'knows')`.execute(db);
  await sql`create index relations_to_ix on relations (workspace_id, to_id)`.execute(db);
  await sql`create index relations_created_by_ix on relations (workspace_id, created_by)`.execute(db);
}
