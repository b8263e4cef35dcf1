import { type Kysely, sql } from 'kysely';

/** Tax classes with dated rates; those of China for workspaces that count in yuan. Products name their class. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table tax_classes (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    name text not null,
    is_exempt boolean not null default false,
    invoice_kinds text[] not null default '{}',
    is_default boolean not null default false,
    is_active boolean not null default true,
    position int not null default 0,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint tax_classes_pk primary key (workspace_id, id),
    constraint tax_classes_name_uq unique (workspace_id, name),
    constraint tax_classes_invoice_kinds_ck check (invoice_kinds <@ array['special', 'plain']),
    constraint tax_classes_default_ck check (is_active or not is_default)
  )`.execute(db);
  await sql`create unique index tax_classes_default_uq on tax_classes (workspace_id) where is_default`.execute(db);
  await sql`create table tax_rates (
    workspace_id uuid not null,
    tax_class_id uuid not null,
    valid_from date not null,
    rate_bp int not null,
    constraint tax_rates_pk primary key (workspace_id, tax_class_id, valid_from),
    constraint tax_rates_class_fk foreign key (workspace_id, tax_class_id) references tax_classes (workspace_id, id) on delete cascade,
    constraint tax_rates_rate_ck check (rate_bp between 0 and 10000)
  )`.execute(db);
  // The name is the key that products carry: readable in lists, imports and exports, and it follows a change of name.
  await sql`alter table products add column tax_class text`.execute(db);
  await sql`alter table products add constraint products_tax_class_fk foreign key (workspace_id, tax_class)
    references tax_classes (workspace_id, name) on update cascade`.execute(db);
  await sql`create index products_tax_class_ix on products (workspace_id, tax_class, id)`.execute(db);
  await seed(db);
}

async function seed(db: Kysely<unknown>): Promise<void> {
  await sql`with seeds (position, zh, en, rate_bp, valid_from, is_exempt, invoice_kinds) as (values
      (1, '增值税 13%', 'VAT 13%', 1300, date '2019-04-01', false, array['special', 'plain']),
      (2, '增值税 9%', 'VAT 9%', 900, date '2019-04-01', false, array['special', 'plain']),
      (3, '增值税 6%', 'VAT 6%', 600, date '2016-05-01', false, array['special', 'plain']),
      (4, '增值税 3%', 'VAT 3%', 300, date '2016-05-01', false, array['special', 'plain']),
      (5, '增值税 1%', 'VAT 1%', 100, date '2023-01-01', false, array['special', 'plain']),
      (6, '增值税 0%', 'VAT 0%', 0, date '2016-05-01', false, array['plain']),
      (7, '免税', 'Exempt', 0, date '2000-01-01', true, array['plain'])),
    made as (
      insert into tax_classes (workspace_id, id, name, is_exempt, invoice_kinds, is_default, position)
      select w.id, gen_random_uuid(), case when w.language like 'zh%' then s.zh else s.en end, s.is_exempt, s.invoice_kinds, s.position = 1, s.position
      from workspaces w cross join seeds s where w.currency = 'CNY' returning workspace_id, id, position),
    others as (
      insert into tax_classes (workspace_id, id, name, is_default, position)
      select w.id, gen_random_uuid(), case when w.language like 'zh%' then '不征税' else 'No tax' end, true, 1 from workspaces w where w.currency <> 'CNY'
      returning workspace_id, id)
    insert into tax_rates (workspace_id, tax_class_id, valid_from, rate_bp)
    select m.workspace_id, m.id, s.valid_from, s.rate_bp from made m join seeds s on s.position = m.position
    union all select o.workspace_id, o.id, date '2000-01-01', 0 from others o`.execute(db);
}
