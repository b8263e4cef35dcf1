import { type Kysely, sql } from 'kysely';

/** Custom fields that can be edited, unique and purged; and the values of the unique ones, which the database tells apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table custom_fields
    add column is_unique boolean not null default false,
    add column purged_at timestamptz(3),
    add column version int not null default 1,
    alter column archived_at type timestamptz(3)`.execute(db);
  await sql`create table custom_values (
    workspace_id uuid not null,
    field_id uuid not null,
    value text not null,
    record_id uuid not null,
    constraint custom_values_pk primary key (workspace_id, field_id, value),
    constraint custom_values_field_fk foreign key (workspace_id, field_id) references custom_fields (workspace_id, id) on delete cascade,
    constraint custom_values_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index custom_values_record_ix on custom_values (workspace_id, record_id)`.execute(db);
}
