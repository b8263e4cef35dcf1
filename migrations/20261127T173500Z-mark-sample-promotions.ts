import { type Kysely, sql } from 'kysely';

/** Promotions of the sample company are marked like its records, so that they go with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table promotions add column import_id uuid`.execute(db);
}
