import { type Kysely, sql } from 'kysely';

/** A line of an order keeps what its customer calls the product, as it was when it was ordered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table order_lines add column customer_number text`.execute(db);
}
