import { type Kysely, sql } from 'kysely';

/** Quotes in the order of their state. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index quotes_state_order_ix on quotes (workspace_id, state, id) where deleted_at is null`.execute(db);
}
