import { type Kysely, sql } from 'kysely';
import { addReference, createEntityTable } from '../src/platform/entity-table.ts';

/** What customers ordered: orders with their lines. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await orders(db);
  await indexes(db);
  await lines(db);
}

async function orders(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'orders',
    sql`number text not null,
    account_id uuid,
    contact_id uuid,
    deal_id uuid,
    quote_id uuid,
    ordered_on date not null,
    due_on date,
    state text not null default 'open',
    source text not null,
    po_number text,
    po_file_id uuid,
    currency text not null,
    is_tax_included boolean not null default false,
    net_minor bigint not null default 0,
    tax_minor bigint not null default 0,
    rounding_minor bigint not null default 0,
    total_minor bigint not null default 0,
    base_total_minor bigint not null default 0,
    line_count int not null default 0,
    product_summary text,
    note text,
    import_id uuid,
    constraint orders_account_fk foreign key (workspace_id, account_id) references accounts (workspace_id, id),
    constraint orders_state_ck check (state in ('open', 'fulfilled', 'cancelled')),
    constraint orders_source_ck check (source in ('quote', 'purchaseOrder', 'import', 'typed')),
    constraint orders_quote_ck check (source = 'quote' or quote_id is null),
    constraint orders_total_ck check (net_minor + tax_minor + rounding_minor = total_minor),
    constraint orders_lines_ck check (line_count >= 0)`,
  );
  await addReference(db, 'orders', 'contact_id', 'contacts');
  await addReference(db, 'orders', 'deal_id', 'deals');
  await addReference(db, 'orders', 'po_file_id', 'files');
  await sql`alter table orders add constraint orders_quote_fk foreign key (workspace_id, quote_id) references quotes (workspace_id, id)`.execute(
    db,
  );
}

async function indexes(db: Kysely<unknown>): Promise<void> {
  // What was accepted is ordered once, whoever asks at the same time.
  await sql`create unique index orders_quote_uq on orders (workspace_id, quote_id)`.execute(db);
  await sql`create unique index orders_number_uq on orders (workspace_id, number) where deleted_at is null`.execute(db);
  // The orders of an account by day, and what they come to without reading the rows.
  await sql`create index orders_account_ix on orders (workspace_id, account_id, ordered_on, id)
    include (owner_id, team_id, state, base_total_minor, deleted_at)`.execute(db);
  for (const column of ['ordered_on', 'state', 'total_minor', 'base_total_minor'])
    await sql`create index ${sql.ref(`orders_${column}_ix`)} on orders (workspace_id, ${sql.ref(column)}, id) where deleted_at is null`.execute(
      db,
    );
  // The list is read by day: of one person, and of a team.
  for (const column of ['owner_id', 'team_id'])
    await sql`create index ${sql.ref(`orders_${column}_day_ix`)} on orders (workspace_id, ${sql.ref(column)}, ordered_on, id) where deleted_at is null`.execute(
      db,
    );
  await sql`create index orders_state_day_ix on orders (workspace_id, state, ordered_on, id) where deleted_at is null`.execute(
    db,
  );
  await sql`create index orders_due_on_ix on orders (workspace_id, due_on, id) where deleted_at is null`.execute(db);
  // Empty ones come last in either direction, so that one index cannot serve both.
  await sql`create index orders_due_on_desc_ix on orders (workspace_id, due_on desc nulls last, id desc) where deleted_at is null`.execute(
    db,
  );
}

async function lines(db: Kysely<unknown>): Promise<void> {
  await sql`create table order_lines (
    workspace_id uuid not null,
    id uuid not null,
    order_id uuid not null,
    position int not null,
    deliver_on date,
    product_id uuid,
    variant_id uuid,
    name text not null,
    code text,
    unit text,
    note text,
    quantity numeric(15, 6) not null,
    unit_price numeric(21, 8) not null,
    discount_bp int not null default 0,
    tax_bp int not null default 0,
    period text,
    period_count int,
    net_minor bigint not null,
    tax_minor bigint not null,
    total_minor bigint not null,
    constraint order_lines_pk primary key (workspace_id, id),
    constraint order_lines_order_fk foreign key (workspace_id, order_id) references orders (workspace_id, id) on delete cascade,
    constraint order_lines_product_fk foreign key (workspace_id, product_id) references products (workspace_id, id),
    constraint order_lines_variant_fk foreign key (workspace_id, variant_id) references product_variants (workspace_id, id)
      on delete set null (variant_id),
    constraint order_lines_quantity_ck check (quantity <> 0),
    constraint order_lines_price_ck check (unit_price >= 0),
    constraint order_lines_share_ck check (discount_bp between 0 and 10000 and tax_bp between 0 and 10000),
    constraint order_lines_total_ck check (net_minor + tax_minor = total_minor),
    constraint order_lines_period_ck
      check (period in ('month', 'quarter', 'year') and period_count > 0 or period is null and period_count is null)
  )`.execute(db);
  await sql`create index order_lines_order_ix on order_lines (workspace_id, order_id, position)`.execute(db);
  await sql`create index order_lines_product_ix on order_lines (workspace_id, product_id, order_id)`.execute(db);
  await sql`create index order_lines_variant_ix on order_lines (workspace_id, variant_id)`.execute(db);
}
