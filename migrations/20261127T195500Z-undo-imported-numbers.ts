import { type Kysely, sql } from 'kysely';

/**
 * A customer's number of a product knows the import that made it, which import wrote it last (none: a person) and what it was before,
 * so that an import can be taken back. With so many of them, what a customer means by a number is found by an index, in any case.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table product_numbers add column import_id uuid, add column last_import_id uuid`.execute(db);
  await sql`create index product_numbers_import_ix on product_numbers (workspace_id, import_id, product_id, account_id)
    where import_id is not null`.execute(db);
  await sql`create index product_numbers_number_ix on product_numbers (workspace_id, account_id, lower(number))`.execute(db);
  await sql`drop index product_numbers_account_ix`.execute(db);
  await sql`create table product_number_changes (
    workspace_id uuid not null,
    import_id uuid not null,
    product_id uuid not null,
    account_id uuid not null,
    number text,
    name text,
    last_import_id uuid,
    constraint product_number_changes_pk primary key (workspace_id, import_id, product_id, account_id),
    constraint product_number_changes_number_fk foreign key (workspace_id, product_id, account_id)
      references product_numbers (workspace_id, product_id, account_id) on delete cascade
  )`.execute(db);
  await sql`create index product_number_changes_number_ix on product_number_changes (workspace_id, product_id, account_id)`.execute(
    db,
  );
}
