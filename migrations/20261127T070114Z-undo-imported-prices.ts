import { type Kysely, sql } from 'kysely';

/**
 * Variants and prices of books know the import that made them, as records do; a variant whether it still is as that import made it,
 * a price which import wrote it last (none: a person) and what it was before, so that an import can be taken back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table product_variants add column import_id uuid, add column is_as_imported boolean not null default false`.execute(
    db,
  );
  await sql`create index product_variants_import_ix on product_variants (workspace_id, import_id) where import_id is not null`.execute(
    db,
  );
  await sql`alter table price_book_prices add column import_id uuid, add column last_import_id uuid`.execute(db);
  await sql`create index price_book_prices_import_ix on price_book_prices (workspace_id, import_id, id) where import_id is not null`.execute(
    db,
  );
  await sql`create table price_book_price_changes (
    workspace_id uuid not null,
    import_id uuid not null,
    price_id uuid not null,
    amount_minor bigint not null,
    max_quantity numeric(15, 6),
    valid_to date,
    last_import_id uuid,
    constraint price_book_price_changes_pk primary key (workspace_id, import_id, price_id),
    constraint price_book_price_changes_price_fk foreign key (workspace_id, price_id)
      references price_book_prices (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index price_book_price_changes_price_ix on price_book_price_changes (workspace_id, price_id)`.execute(db);
}
