import { type Kysely, sql } from 'kysely';

/**
 * When an activity stands on a timeline, beside each of its links: a page of a record with ten thousand of them is then the first
 * entries of one index. A composite foreign key that cascades keeps both equal, as it does owners and teams of records.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table activities
    add column stands_at timestamptz(3) generated always as (coalesce(done_at, started_at, due_at, created_at)) stored`.execute(
    db,
  );
  await sql`alter table activities add constraint activities_stands_at_uq unique (workspace_id, id, stands_at)`.execute(db);
  await sql`alter table activity_links add column stands_at timestamptz(3)`.execute(db);
  await sql`update activity_links l set stands_at = a.stands_at from activities a where a.workspace_id = l.workspace_id and a.id = l.activity_id`.execute(
    db,
  );
  await sql`alter table activity_links alter column stands_at set not null,
    drop constraint activity_links_pk,
    add constraint activity_links_pk primary key (workspace_id, activity_id, stands_at, record_id),
    drop constraint activity_links_activity_fk,
    add constraint activity_links_activity_fk foreign key (workspace_id, activity_id, stands_at)
      references activities (workspace_id, id, stands_at) on update cascade on delete cascade`.execute(db);
  await sql`drop index activity_links_record_ix`.execute(db);
  await sql`create index activity_links_record_ix on activity_links (workspace_id, record_id, stands_at desc, activity_id desc)`.execute(
    db,
  );
}
