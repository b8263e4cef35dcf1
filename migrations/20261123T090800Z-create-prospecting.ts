import { type Kysely, sql } from 'kysely';
import { addReference, createEntityTable, sortedText } from '../src/platform/entity-table.ts';

/** Leads, and whether the workspace works with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'leads',
    sql`name ${sortedText} not null,
    company ${sortedText},
    job_title ${sortedText},
    phones jsonb,
    emails jsonb,
    handles jsonb,
    source ${sortedText},
    industry ${sortedText},
    region ${sortedText},
    note text,
    received_on date not null,
    status text not null default 'new',
    first_contact_at timestamptz(3),
    disqualify_reason text,
    converted_at timestamptz(3),
    account_id uuid,
    contact_id uuid,
    deal_id uuid,
    constraint leads_status_ck check (status in ('new', 'contacted', 'converted', 'disqualified')),
    constraint leads_converted_ck check ((status = 'converted') = (converted_at is not null))`,
  );
  await addReference(db, 'leads', 'account_id', 'accounts');
  await addReference(db, 'leads', 'contact_id', 'contacts');
  await addReference(db, 'leads', 'deal_id', 'records');
  await sql`create index leads_name_ix on leads (workspace_id, name, id) where deleted_at is null`.execute(db);
  await sql`create index leads_status_ix on leads (workspace_id, status, received_on desc, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index leads_received_ix on leads (workspace_id, received_on, id) where deleted_at is null`.execute(db);
  await sql`create index leads_source_ix on leads (workspace_id, source, id) where deleted_at is null`.execute(db);

  await sql`create table prospecting_settings (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    is_enabled boolean not null,
    version int not null default 1,
    constraint prospecting_settings_pk primary key (workspace_id)
  )`.execute(db);
}
