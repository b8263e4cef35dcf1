import { type Kysely, sql } from 'kysely';
import { createEntityTable, sortedText } from '../src/platform/entity-table.ts';

/** Products with their list price, and the competitors we meet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'products',
    sql`name ${sortedText} not null,
    code text,
    category ${sortedText},
    unit text,
    price_minor bigint,
    currency text,
    description text,
    is_active boolean not null default true,
    constraint products_price_ck check (price_minor >= 0),
    constraint products_currency_ck check (price_minor is null or currency is not null)`,
  );
  await sql`create unique index products_code_uq on products (workspace_id, code) where deleted_at is null`.execute(db);
  await sql`create index products_name_ix on products (workspace_id, name, id) where deleted_at is null`.execute(db);
  await sql`create index products_category_ix on products (workspace_id, category, id) where deleted_at is null`.execute(db);

  await createEntityTable(
    db,
    'competitors',
    sql`name ${sortedText} not null,
    website text,
    strengths text,
    weaknesses text,
    note text`,
  );
  await sql`create unique index competitors_name_uq on competitors (workspace_id, name) where deleted_at is null`.execute(db);
}
