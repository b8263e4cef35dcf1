import { type Kysely, sql } from 'kysely';

/** Live updates are told, whoever does it, that somebody's access may have ended, so that an open stream ends with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create function auth.tell_access() returns trigger language plpgsql as $$
    begin
      perform pg_notify('chengdan_live', '{"access":true}');
      return null;
    end $$`.execute(db);
  await sql`create trigger session_access after delete or update of active_workspace_id on auth.session
    for each statement execute function auth.tell_access()`.execute(db);
  await sql`create trigger users_access after update of is_active, role, auth_user_id on users
    for each statement execute function auth.tell_access()`.execute(db);
  await sql`create trigger api_keys_access after delete or update of revoked_at on api_keys
    for each statement execute function auth.tell_access()`.execute(db);
}
