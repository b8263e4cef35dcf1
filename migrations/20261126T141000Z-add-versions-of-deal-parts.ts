import { type Kysely, sql } from 'kysely';

/** Contacts, competitors and criteria of a deal count their versions: an editor who has not seen the last one is told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['deal_contacts', 'deal_competitors', 'deal_criteria'])
    await sql`alter table ${sql.table(table)} add column version int not null default 1`.execute(db);
}
