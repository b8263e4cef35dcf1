import { type Kysely, sql } from 'kysely';

/** What bulk changes wrote over, for a day: so long they can be undone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table bulk_changes (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    object text not null,
    kind text not null,
    made_by uuid not null,
    written jsonb not null,
    before jsonb not null,
    created_at timestamptz(3) not null default now(),
    undone_at timestamptz(3),
    constraint bulk_changes_pk primary key (workspace_id, id),
    constraint bulk_changes_made_by_fk foreign key (workspace_id, made_by) references users (workspace_id, id),
    constraint bulk_changes_kind_ck check (kind in ('update', 'remove'))
  )`.execute(db);
  await sql`create index bulk_changes_made_by_ix on bulk_changes (workspace_id, made_by)`.execute(db);
  await sql`create index bulk_changes_age_ix on bulk_changes (workspace_id, created_at)`.execute(db);
}
