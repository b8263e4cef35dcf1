import { type Kysely, sql } from 'kysely';

/** From which total on an accepted quote is no proof of a win; in no workspace at first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table terms_policies add column contract_from_minor bigint
    constraint terms_policies_contract_from_ck check (contract_from_minor >= 0)`.execute(db);
}
