import { type Kysely, sql } from 'kysely';

/** Rights on fields: `fields[object][field]` where a role may do less than write. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table roles add column fields jsonb not null default '{}'`.execute(db);
  await sql`alter table roles drop constraint roles_owner_ck`.execute(db);
  await sql`alter table roles add constraint roles_owner_ck
    check (base <> 'owner' or (name is null and rights = '{}' and fields = '{}'))`.execute(db);
  await sql`drop trigger roles_access on roles`.execute(db);
  await sql`create trigger roles_access after update of rights, fields on roles
    for each statement execute function auth.tell_access()`.execute(db);
}
