import { type Kysely, sql } from 'kysely';

/** What was uploaded is kept until the import has run, so that it can be read anew in another encoding. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table import_files
    add column has_header boolean not null default true,
    add column guesses jsonb not null default '[]',
    add column storage_key text`.execute(db);
}
