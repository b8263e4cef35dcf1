import { type Kysely, sql } from 'kysely';

/** What products are made of and cost, price books with prices and rules, margins to keep, prices of competitors. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await extendProducts(db);
  await createParts(db);
  await keepCosts(db);
  await createBooks(db);
  await createMarket(db);
  // Costs are nobody's business but of those who set prices; a workspace opens them to others by its roles.
  await sql`update roles set fields = jsonb_set(fields, '{product}', coalesce(fields->'product', '{}') || '{"costMinor": "hidden", "costCurrency": "hidden"}')
    where base in ('seller', 'delivery', 'support') and name is null`.execute(db);
}

async function extendProducts(db: Kysely<unknown>): Promise<void> {
  await sql`alter table products
    add column kind text not null default 'goods',
    add column bundle text,
    add column cost_minor bigint,
    add column cost_currency text,
    add column floor_margin_bp int,
    add column target_margin_bp int,
    add column lead_time_days int,
    add column stock numeric(15, 6),
    add column stock_on date,
    add column image_id uuid,
    add constraint products_kind_ck check (kind in ('goods', 'service')),
    add constraint products_bundle_ck check (bundle in ('own', 'parts')),
    add constraint products_cost_ck check (cost_minor >= 0 and (cost_minor is null or cost_currency is not null)),
    add constraint products_margin_ck check (floor_margin_bp between 0 and 9999 and target_margin_bp between 0 and 9999),
    add constraint products_lead_time_ck check (lead_time_days >= 0),
    add constraint products_image_fk foreign key (workspace_id, image_id) references files (workspace_id, id) on delete set null (image_id)`.execute(
    db,
  );
  await sql`create index products_image_ix on products (workspace_id, image_id)`.execute(db);
  for (const column of ['kind', 'bundle', 'cost_minor', 'lead_time_days', 'stock', 'stock_on', 'price_minor'])
    await sql`create index if not exists ${sql.id(`products_${column}_ix`)} on products (workspace_id, ${sql.id(column)}, id) where deleted_at is null`.execute(
      db,
    );
}

const product = sql`foreign key (workspace_id, product_id) references products (workspace_id, id) on delete cascade`;
const variant = sql`foreign key (workspace_id, product_id, variant_id) references product_variants (workspace_id, product_id, id) on delete cascade`;

/** Parts of a product go with it: nothing else points to them. */
async function createParts(db: Kysely<unknown>): Promise<void> {
  await sql`create table product_variants (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    position int not null,
    code text,
    name text not null,
    attributes jsonb not null default '{}',
    price_minor bigint,
    is_active boolean not null default true,
    constraint product_variants_pk primary key (workspace_id, id),
    constraint product_variants_product_fk ${product},
    constraint product_variants_product_uq unique (workspace_id, product_id, id),
    constraint product_variants_name_uq unique (workspace_id, product_id, name),
    constraint product_variants_price_ck check (price_minor >= 0)
  )`.execute(db);
  await sql`create unique index product_variants_code_uq on product_variants (workspace_id, code) where code is not null`.execute(
    db,
  );
  await sql`create table product_prices (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    variant_id uuid,
    currency text not null,
    amount_minor bigint not null,
    constraint product_prices_pk primary key (workspace_id, id),
    constraint product_prices_product_fk ${product},
    constraint product_prices_variant_fk ${variant},
    constraint product_prices_currency_uq unique nulls not distinct (workspace_id, product_id, variant_id, currency),
    constraint product_prices_amount_ck check (amount_minor >= 0)
  )`.execute(db);
  await sql`create table product_costs (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    variant_id uuid,
    currency text not null,
    amount_minor bigint not null,
    valid_from date not null,
    source text,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint product_costs_pk primary key (workspace_id, id),
    constraint product_costs_product_fk ${product},
    constraint product_costs_variant_fk ${variant},
    constraint product_costs_day_uq unique nulls not distinct (workspace_id, product_id, variant_id, valid_from),
    constraint product_costs_amount_ck check (amount_minor >= 0)
  )`.execute(db);
  await sql`create table product_components (
    workspace_id uuid not null,
    bundle_id uuid not null,
    product_id uuid not null,
    position int not null,
    quantity numeric(15, 6) not null,
    is_required boolean not null default true,
    min_quantity numeric(15, 6),
    max_quantity numeric(15, 6),
    constraint product_components_pk primary key (workspace_id, bundle_id, product_id),
    constraint product_components_bundle_fk foreign key (workspace_id, bundle_id) references products (workspace_id, id) on delete cascade,
    constraint product_components_product_fk ${product},
    constraint product_components_itself_ck check (bundle_id <> product_id),
    constraint product_components_quantity_ck check (quantity >= 0 and min_quantity >= 0 and max_quantity >= min_quantity)
  )`.execute(db);
  await sql`create index product_components_product_ix on product_components (workspace_id, product_id)`.execute(db);
  await sql`create table product_numbers (
    workspace_id uuid not null,
    product_id uuid not null,
    account_id uuid not null,
    number text,
    name text,
    constraint product_numbers_pk primary key (workspace_id, product_id, account_id),
    constraint product_numbers_product_fk ${product},
    constraint product_numbers_account_fk foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade,
    constraint product_numbers_text_ck check (number is not null or name is not null)
  )`.execute(db);
  await sql`create index product_numbers_account_ix on product_numbers (workspace_id, account_id, number)`.execute(db);
  await sql`create index product_costs_variant_ix on product_costs (workspace_id, product_id, variant_id)`.execute(db);
}

/** A new cost of a product is its cost from today on, whoever writes it: a form, a bulk change, an import. */
async function keepCosts(db: Kysely<unknown>): Promise<void> {
  await sql`create function keep_product_cost() returns trigger language plpgsql as $$
    declare
      today date := (select (now() at time zone w.time_zone)::date from workspaces w where w.id = new.workspace_id);
      known record;
    begin
      select c.amount_minor, c.currency into known from product_costs c
        where c.workspace_id = new.workspace_id and c.product_id = new.id and c.variant_id is null and c.valid_from <= today
        order by c.valid_from desc limit 1;
      if known.amount_minor = new.cost_minor and known.currency = new.cost_currency then return null; end if;
      insert into product_costs (workspace_id, id, product_id, currency, amount_minor, valid_from)
      values (new.workspace_id, gen_random_uuid(), new.id, new.cost_currency, new.cost_minor, today)
      on conflict on constraint product_costs_day_uq do update set currency = excluded.currency, amount_minor = excluded.amount_minor;
      return null;
    end $$`.execute(db);
  await sql`create trigger products_cost_kept after insert or update of cost_minor, cost_currency on products
    for each row when (new.cost_minor is not null) execute function keep_product_cost()`.execute(db);
}

async function createBooks(db: Kysely<unknown>): Promise<void> {
  await sql`create table price_books (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    name text collate "zh-x-icu" not null,
    currency text not null,
    parent_id uuid,
    adjustment_bp int not null default 0,
    priority int not null default 0,
    is_active boolean not null default true,
    valid_from date,
    valid_to date,
    is_for_accounts boolean not null default false,
    segment jsonb,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint price_books_pk primary key (workspace_id, id),
    constraint price_books_parent_fk foreign key (workspace_id, parent_id) references price_books (workspace_id, id),
    constraint price_books_name_uq unique (workspace_id, name),
    constraint price_books_parent_ck check (parent_id <> id),
    constraint price_books_period_ck check (valid_to >= valid_from),
    constraint price_books_adjustment_ck check (adjustment_bp between -10000 and 100000)
  )`.execute(db);
  await sql`create index price_books_parent_ix on price_books (workspace_id, parent_id)`.execute(db);
  const book = sql`foreign key (workspace_id, price_book_id) references price_books (workspace_id, id) on delete cascade`;
  await sql`create table price_book_accounts (
    workspace_id uuid not null,
    price_book_id uuid not null,
    account_id uuid not null,
    constraint price_book_accounts_pk primary key (workspace_id, price_book_id, account_id),
    constraint price_book_accounts_book_fk ${book},
    constraint price_book_accounts_account_fk foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index price_book_accounts_account_ix on price_book_accounts (workspace_id, account_id)`.execute(db);
  await sql`create table price_book_prices (
    workspace_id uuid not null,
    id uuid not null,
    price_book_id uuid not null,
    product_id uuid not null,
    variant_id uuid,
    min_quantity numeric(15, 6) not null default 0,
    max_quantity numeric(15, 6),
    amount_minor bigint not null,
    valid_from date,
    valid_to date,
    created_at timestamptz(3) not null default now(),
    constraint price_book_prices_pk primary key (workspace_id, id),
    constraint price_book_prices_book_fk ${book},
    constraint price_book_prices_product_fk ${product},
    constraint price_book_prices_variant_fk ${variant},
    constraint price_book_prices_tier_uq unique nulls not distinct (workspace_id, product_id, price_book_id, variant_id, min_quantity, valid_from),
    constraint price_book_prices_quantity_ck check (min_quantity >= 0 and max_quantity >= min_quantity),
    constraint price_book_prices_period_ck check (valid_to >= valid_from),
    constraint price_book_prices_amount_ck check (amount_minor >= 0)
  )`.execute(db);
  await sql`create index price_book_prices_book_ix on price_book_prices (workspace_id, price_book_id, product_id, min_quantity, id)`.execute(
    db,
  );
  await sql`create index price_book_prices_variant_ix on price_book_prices (workspace_id, product_id, variant_id)`.execute(db);
  await sql`create table price_rules (
    workspace_id uuid not null,
    id uuid not null,
    price_book_id uuid not null,
    position int not null,
    scope text not null,
    product_id uuid,
    variant_id uuid,
    category text,
    min_quantity numeric(15, 6) not null default 0,
    base text not null,
    base_book_id uuid,
    method text not null,
    amount_minor bigint,
    percent_bp int,
    formula jsonb,
    valid_from date,
    valid_to date,
    created_at timestamptz(3) not null default now(),
    constraint price_rules_pk primary key (workspace_id, id),
    constraint price_rules_book_fk ${book},
    constraint price_rules_product_fk ${product},
    constraint price_rules_variant_fk ${variant},
    constraint price_rules_base_book_fk foreign key (workspace_id, base_book_id) references price_books (workspace_id, id),
    constraint price_rules_scope_ck check (case scope when 'variant' then variant_id is not null and product_id is not null when 'product' then product_id is not null
      when 'category' then category is not null else scope = 'all' end),
    constraint price_rules_base_ck check (base in ('list', 'cost') or (base = 'book' and base_book_id is not null)),
    constraint price_rules_method_ck check (case method when 'fixed' then amount_minor >= 0 when 'percent' then percent_bp >= -10000 else method = 'formula' and formula is not null end),
    constraint price_rules_period_ck check (valid_to >= valid_from)
  )`.execute(db);
  await sql`create index price_rules_book_ix on price_rules (workspace_id, price_book_id, position)`.execute(db);
  await sql`create index price_rules_product_ix on price_rules (workspace_id, product_id, variant_id)`.execute(db);
  await sql`create index price_rules_base_book_ix on price_rules (workspace_id, base_book_id)`.execute(db);
}

async function createMarket(db: Kysely<unknown>): Promise<void> {
  await sql`create table margin_guards (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    category text,
    floor_bp int,
    target_bp int,
    constraint margin_guards_pk primary key (workspace_id, id),
    constraint margin_guards_category_uq unique nulls not distinct (workspace_id, category),
    constraint margin_guards_bp_ck check (floor_bp between 0 and 9999 and target_bp between 0 and 9999)
  )`.execute(db);
  await sql`create table competitor_prices (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    competitor_id uuid not null,
    amount_minor bigint not null,
    currency text not null,
    source text not null,
    observed_on date not null,
    note text,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    constraint competitor_prices_pk primary key (workspace_id, id),
    constraint competitor_prices_product_fk ${product},
    constraint competitor_prices_competitor_fk foreign key (workspace_id, competitor_id) references competitors (workspace_id, id) on delete cascade,
    constraint competitor_prices_amount_ck check (amount_minor >= 0)
  )`.execute(db);
  await sql`create index competitor_prices_product_ix on competitor_prices (workspace_id, product_id, observed_on desc, id desc)`.execute(
    db,
  );
  await sql`create index competitor_prices_competitor_ix on competitor_prices (workspace_id, competitor_id, observed_on desc, id desc)`.execute(
    db,
  );
}
