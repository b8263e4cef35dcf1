import { type Kysely, sql } from 'kysely';

/** A rate knows which import wrote it last (none: a person) and what it was before, so that an import can be taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table exchange_rates add column last_import_id uuid`.execute(db);
  await sql`update exchange_rates set last_import_id = import_id where import_id is not null`.execute(db);
  await sql`create index exchange_rates_import_ix on exchange_rates (workspace_id, import_id) where import_id is not null`.execute(
    db,
  );
  await sql`create table exchange_rate_changes (
    workspace_id uuid not null,
    import_id uuid not null,
    currency text not null,
    valid_from date not null,
    rate numeric(24, 12) not null,
    last_import_id uuid,
    constraint exchange_rate_changes_pk primary key (workspace_id, import_id, currency, valid_from),
    constraint exchange_rate_changes_rate_fk foreign key (workspace_id, currency, valid_from)
      references exchange_rates (workspace_id, currency, valid_from) on delete cascade
  )`.execute(db);
  await sql`create index exchange_rate_changes_rate_ix on exchange_rate_changes (workspace_id, currency, valid_from)`.execute(db);
}
