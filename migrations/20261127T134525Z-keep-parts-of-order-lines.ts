import { type Kysely, sql } from 'kysely';

/** A line of an order keeps what its bundle consists of, as it was agreed: whoever delivers reads it there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table order_lines add column parts jsonb not null default '[]'::jsonb`.execute(db);
}
