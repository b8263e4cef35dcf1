import { type Kysely, sql } from 'kysely';

/** What a company's documents say of it, and its pictures. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // `logo_file_id` was never written.
  await sql`alter table branding
    drop column logo_file_id,
    add column name_en text,
    add column address text,
    add column address_en text,
    add column phone text,
    add column email text,
    add column website text,
    add column tax_number text,
    add column bank_name text,
    add column bank_account text,
    add column bank_code text,
    add column foot text`.execute(db);
  // Small and always shown together with their workspace, so they lie in the database: every process has them, and so does a copy of
  // it. A picture has an address of its own, that nobody guesses, because a mail or a page for customers is read without a session.
  await sql`create table branding_images (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    kind text not null,
    address text not null,
    width int not null,
    height int not null,
    content bytea not null,
    created_at timestamptz(3) not null default now(),
    constraint branding_images_pk primary key (workspace_id, kind),
    constraint branding_images_address_uq unique (address),
    constraint branding_images_kind_ck check (kind in ('logo', 'seal')),
    constraint branding_images_size_ck check (width between 1 and 2000 and height between 1 and 2000)
  )`.execute(db);
}
