import { type Kysely, sql } from 'kysely';

/** Rates and targets that came with an import, as records do: one action takes them away again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table exchange_rates add column import_id uuid`.execute(db);
  await sql`alter table kpi_targets add column import_id uuid`.execute(db);
}
