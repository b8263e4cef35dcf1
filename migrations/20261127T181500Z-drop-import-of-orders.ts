import { type Kysely, sql } from 'kysely';

/** Which import made an order stands on its record, as of every other kind. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders drop column import_id`.execute(db);
}
