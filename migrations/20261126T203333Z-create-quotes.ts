import { type Kysely, sql } from 'kysely';
import { addReference, createEntityTable, sortedText } from '../src/platform/entity-table.ts';

/** Quotes, their revisions with what they say, and the lines of those that were sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await quotes(db);
  await revisions(db);
  await keepFrozen(db);
  await lines(db);
}

async function quotes(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'quotes',
    sql`title ${sortedText} not null,
    number text not null,
    deal_id uuid,
    account_id uuid,
    contact_id uuid,
    state text not null default 'draft',
    revision int not null default 1,
    is_primary boolean not null default false,
    currency text not null,
    net_minor bigint not null default 0,
    total_minor bigint not null default 0,
    base_total_minor bigint,
    sent_on date,
    valid_until_on date,
    decided_on date,
    constraint quotes_state_ck check (state in ('draft', 'inApproval', 'sent', 'viewed', 'accepted', 'declined', 'expired')),
    constraint quotes_revision_ck check (revision > 0),
    constraint quotes_primary_ck check (not is_primary or deal_id is not null)`,
  );
  await addReference(db, 'quotes', 'deal_id', 'deals');
  await addReference(db, 'quotes', 'account_id', 'accounts');
  await addReference(db, 'quotes', 'contact_id', 'contacts');
  await sql`create unique index quotes_number_uq on quotes (workspace_id, number)`.execute(db);
  // A deal has one quote that its amount may follow.
  await sql`create unique index quotes_primary_uq on quotes (workspace_id, deal_id) where is_primary`.execute(db);
  await sql`create index quotes_title_ix on quotes (workspace_id, title, id) where deleted_at is null`.execute(db);
  await sql`create index quotes_number_ix on quotes (workspace_id, number, id) where deleted_at is null`.execute(db);
  await sql`create index quotes_state_ix on quotes (workspace_id, state, updated_at desc, id desc) where deleted_at is null`.execute(
    db,
  );
  for (const column of ['total_minor', 'base_total_minor'])
    await sql`create index ${sql.ref(`quotes_${column}_ix`)} on quotes (workspace_id, ${sql.ref(column)}, id) where deleted_at is null`.execute(
      db,
    );
  // Empty ones come last in either direction, so that one index cannot serve both.
  for (const column of ['sent_on', 'valid_until_on']) {
    await sql`create index ${sql.ref(`quotes_${column}_ix`)} on quotes (workspace_id, ${sql.ref(column)}, id) where deleted_at is null`.execute(
      db,
    );
    await sql`create index ${sql.ref(`quotes_${column}_desc_ix`)} on quotes (workspace_id, ${sql.ref(column)} desc nulls last, id desc) where deleted_at is null`.execute(
      db,
    );
  }
}

async function revisions(db: Kysely<unknown>): Promise<void> {
  await sql`create table quote_revisions (
    workspace_id uuid not null,
    id uuid not null,
    quote_id uuid not null,
    number int not null,
    state text not null default 'draft',
    content jsonb not null,
    costs jsonb not null default '{}',
    reason text,
    net_minor bigint not null default 0,
    total_minor bigint not null default 0,
    rate numeric,
    rate_on date,
    frozen text,
    sha256 text,
    sent_at timestamptz(3),
    sent_by uuid,
    valid_until_on date,
    viewed_at timestamptz(3),
    decided_at timestamptz(3),
    decided_by text,
    decision_note text,
    version int not null default 1,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint quote_revisions_pk primary key (workspace_id, id),
    constraint quote_revisions_quote_fk foreign key (workspace_id, quote_id) references quotes (workspace_id, id) on delete cascade,
    constraint quote_revisions_sent_by_fk foreign key (workspace_id, sent_by) references users (workspace_id, id),
    constraint quote_revisions_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint quote_revisions_number_uq unique (workspace_id, quote_id, number),
    constraint quote_revisions_state_ck
      check (state in ('draft', 'inApproval', 'sent', 'viewed', 'accepted', 'declined', 'expired', 'superseded')),
    constraint quote_revisions_frozen_ck check ((state in ('draft', 'inApproval')) = (frozen is null)),
    constraint quote_revisions_sealed_ck
      check ((frozen is null) = (sha256 is null) and (frozen is null) = (sent_at is null) and (frozen is null) = (valid_until_on is null))
  )`.execute(db);
  // Only one is being worked on, and only one is agreed.
  await sql`create unique index quote_revisions_open_uq on quote_revisions (workspace_id, quote_id) where frozen is null`.execute(
    db,
  );
  await sql`create unique index quote_revisions_accepted_uq on quote_revisions (workspace_id, quote_id) where state = 'accepted'`.execute(
    db,
  );
  await sql`create index quote_revisions_sent_by_ix on quote_revisions (workspace_id, sent_by) where sent_by is not null`.execute(
    db,
  );
  await sql`create index quote_revisions_created_by_ix on quote_revisions (workspace_id, created_by) where created_by is not null`.execute(
    db,
  );
  // What runs out: one statement a day looks here.
  await sql`create index quote_revisions_ends_ix on quote_revisions (workspace_id, valid_until_on) where state in ('sent', 'viewed')`.execute(
    db,
  );
}

/** What was sent never changes, whoever writes; what was accepted stays accepted. */
async function keepFrozen(db: Kysely<unknown>): Promise<void> {
  await sql`create function refuse_frozen_change() returns trigger language plpgsql as $$
    begin
      if (new.content, new.costs, new.frozen, new.sha256, new.number, new.quote_id, new.net_minor, new.total_minor, new.sent_at, new.valid_until_on)
        is distinct from
        (old.content, old.costs, old.frozen, old.sha256, old.number, old.quote_id, old.net_minor, old.total_minor, old.sent_at, old.valid_until_on)
      then
        raise exception 'a revision that was sent does not change' using errcode = 'check_violation', constraint = 'quote_revisions_frozen_ck';
      end if;
      if old.state = 'accepted' and new.state <> 'accepted' then
        raise exception 'an accepted revision stays accepted' using errcode = 'check_violation', constraint = 'quote_revisions_accepted_ck';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger quote_revisions_keep_frozen before update on quote_revisions for each row
    when (old.frozen is not null) execute function refuse_frozen_change()`.execute(db);
}

async function lines(db: Kysely<unknown>): Promise<void> {
  await sql`create table quote_lines (
    workspace_id uuid not null,
    revision_id uuid not null,
    line_id text not null,
    position int not null,
    product_id uuid,
    name text not null,
    quantity numeric not null,
    unit_price numeric not null,
    discount_bp int not null,
    net_minor bigint not null,
    cost_minor bigint,
    is_counted boolean not null,
    constraint quote_lines_pk primary key (workspace_id, revision_id, line_id),
    constraint quote_lines_revision_fk foreign key (workspace_id, revision_id) references quote_revisions (workspace_id, id) on delete cascade,
    constraint quote_lines_product_fk foreign key (workspace_id, product_id) references products (workspace_id, id)
  )`.execute(db);
  await sql`create index quote_lines_product_ix on quote_lines (workspace_id, product_id, revision_id) where product_id is not null`.execute(
    db,
  );
}
