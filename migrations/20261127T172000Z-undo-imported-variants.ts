import { type Kysely, sql } from 'kysely';

/**
 * A variant and a cost know which import wrote them last (none: a person), a variant also what it was before and what it cost on the
 * day of the import, so that an import can be taken back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table product_variants add column last_import_id uuid`.execute(db);
  await sql`update product_variants set last_import_id = import_id where is_as_imported`.execute(db);
  await sql`alter table product_variants drop column is_as_imported`.execute(db);
  await sql`alter table product_costs add column last_import_id uuid`.execute(db);
  await sql`update product_costs c set last_import_id = v.import_id from product_variants v
    where v.workspace_id = c.workspace_id and v.id = c.variant_id and v.last_import_id is not null`.execute(db);
  await sql`create table product_variant_changes (
    workspace_id uuid not null,
    import_id uuid not null,
    variant_id uuid not null,
    code text,
    name text not null,
    attributes jsonb not null,
    price_minor bigint,
    is_active boolean not null,
    last_import_id uuid,
    cost_on date,
    cost_minor bigint,
    cost_currency text,
    cost_import_id uuid,
    constraint product_variant_changes_pk primary key (workspace_id, import_id, variant_id),
    constraint product_variant_changes_variant_fk foreign key (workspace_id, variant_id)
      references product_variants (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index product_variant_changes_variant_ix on product_variant_changes (workspace_id, variant_id)`.execute(db);
}
