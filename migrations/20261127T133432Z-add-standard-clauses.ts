import { type Kysely, sql } from 'kysely';

/** Terms in words that need nobody's consent; none at first, and nothing is measured by them until there are some. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table terms_policies add column clauses jsonb not null default '[]'`.execute(db);
}
