import { type Kysely, sql } from 'kysely';

/** Price books and rules of approval that came with an import, as records do: one action takes them away again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table price_books add column import_id uuid`.execute(db);
  await sql`alter table approval_rules add column import_id uuid`.execute(db);
}
