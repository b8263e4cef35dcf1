import { type Kysely, sql } from 'kysely';

/** Units besides a product's own, each with how many of its own it is: `12`, `0.001`, `1/12`; and lines that are written in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createUnits(db);
  await sizeLines(db);
}

async function createUnits(db: Kysely<unknown>): Promise<void> {
  await sql`create table product_units (
    workspace_id uuid not null,
    product_id uuid not null,
    name text not null,
    position int not null,
    factor text not null,
    price_minor bigint,
    is_sold boolean not null default true,
    is_default boolean not null default false,
    constraint product_units_pk primary key (workspace_id, product_id, name),
    constraint product_units_product_fk foreign key (workspace_id, product_id) references products (workspace_id, id) on delete cascade,
    constraint product_units_factor_ck check (factor ~ '^[0-9]{1,9}(\.[0-9]{1,6}|/[0-9]{1,9})?$' and factor ~ '[1-9]'),
    constraint product_units_price_ck check (price_minor >= 0),
    constraint product_units_default_ck check (is_sold or not is_default)
  )`.execute(db);
  await sql`create unique index product_units_default_uq on product_units (workspace_id, product_id) where is_default`.execute(
    db,
  );
}

/** What was ordered before was ordered in the product's own unit. */
async function sizeLines(db: Kysely<unknown>): Promise<void> {
  await sql`alter table order_lines add column unit_factor text, add column base_unit text, add column base_quantity numeric(30, 6)`.execute(
    db,
  );
  await sql`update order_lines set base_quantity = quantity`.execute(db);
  await sql`alter table order_lines
    alter column base_quantity set not null,
    add constraint order_lines_factor_ck check (unit_factor is not null or base_unit is null)`.execute(db);
  // Counted in the product's own unit: more of it than of a larger one.
  await sql`alter table quote_lines alter column quantity type numeric(30, 6)`.execute(db);
}
