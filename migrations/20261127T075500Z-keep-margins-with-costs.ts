import { type Kysely, sql } from 'kysely';

/** Margins to keep are kept from whoever may not see costs: beside the floor price they give the cost away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update roles set fields = jsonb_set(fields, '{product}', (fields->'product') || '{"floorMarginBp": "hidden", "targetMarginBp": "hidden"}')
    where fields->'product'->>'costMinor' in ('hidden', 'masked')`.execute(db);
}
