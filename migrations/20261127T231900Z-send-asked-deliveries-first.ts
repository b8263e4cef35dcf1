import { type Kysely, sql } from 'kysely';

/** A delivery that somebody asked for goes before all that waits, also while its webhook rests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table webhook_deliveries add column asked_at timestamptz(3),
    add constraint webhook_deliveries_asked_ck check (asked_at is null or state = 'waiting')`.execute(db);
  await sql`create index webhook_deliveries_asked_ix on webhook_deliveries (workspace_id, webhook_id, asked_at, id)
    where asked_at is not null`.execute(db);
}
