import { type Kysely, sql } from 'kysely';

/** A session may look at its workspace with the eyes of a member or of a role, for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table auth.session add column viewed_user_id uuid, add column viewed_role_id uuid, add column viewing_ends_at timestamptz(3),
    add constraint session_viewed_ck check (num_nonnulls(viewed_user_id, viewed_role_id) <= 1),
    add constraint session_viewed_user_fk foreign key (active_workspace_id, viewed_user_id)
      references users (workspace_id, id) on delete set null (viewed_user_id),
    add constraint session_viewed_role_fk foreign key (active_workspace_id, viewed_role_id)
      references roles (workspace_id, id) on delete set null (viewed_role_id)`.execute(db);
  await sql`create index session_viewed_user_ix on auth.session (active_workspace_id, viewed_user_id) where viewed_user_id is not null`.execute(
    db,
  );
  await sql`create index session_viewed_role_ix on auth.session (active_workspace_id, viewed_role_id) where viewed_role_id is not null`.execute(
    db,
  );
  // Open streams follow the eyes of their session.
  await sql`drop trigger session_access on auth.session`.execute(db);
  await sql`create trigger session_access after delete or update of active_workspace_id, viewed_user_id, viewed_role_id on auth.session
    for each statement execute function auth.tell_access()`.execute(db);
}
