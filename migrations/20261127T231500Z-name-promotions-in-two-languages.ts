import { type Kysely, sql } from 'kysely';

/** What promotions are called in other languages than the one they were written in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table promotions add column names jsonb`.execute(db);
}
