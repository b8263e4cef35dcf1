import { type Kysely, sql } from 'kysely';

/** Conversion gets targets like the other figures. The rows there are meet the wider check; the table holds a few per team and year. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table kpi_targets drop constraint kpi_targets_kpi_ck`.execute(db);
  await sql`alter table kpi_targets add constraint kpi_targets_kpi_ck check (kpi in ('winRate', 'conversion', 'salesCycleDays', 'revenue'))`.execute(
    db,
  );
}
