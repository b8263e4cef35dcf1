import { type Kysely, sql } from 'kysely';

/** The first products that a customer has one number for are read in order from the index, however many share it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index product_numbers_number_ix`.execute(db);
  await sql`create index product_numbers_number_ix on product_numbers (workspace_id, account_id, lower(number), product_id)`.execute(
    db,
  );
}
