import { type Kysely, sql } from 'kysely';

/**
 * Counts of limited requests (sign-in, public pages), shared by all processes. They are of the installation, not of a
 * workspace: nobody is signed in yet. Unlogged: after a crash they begin anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unlogged table rate_limits (
    key text not null,
    count integer not null,
    ends_at timestamptz not null,
    constraint rate_limits_pk primary key (key)
  )`.execute(db);
}
