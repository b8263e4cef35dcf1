import { type Kysely, sql } from 'kysely';

/** Whether a quote goes out only with a reason for each price that is off the list or below the target margin; it does unless a workspace says otherwise. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table terms_policies add column asks_price_reason boolean not null default true`.execute(db);
}
