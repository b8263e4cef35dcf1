import { type Kysely, sql } from 'kysely';

/**
 * Roles of a workspace: one row for each role of the product (no name), and those copied from one. `rights` holds only the
 * levels that differ from the product's, so that what a later version brings comes to every role.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table roles (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    base text not null,
    name text collate "zh-x-icu",
    rights jsonb not null default '{}',
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    key text not null generated always as (case when name is null then base else id::text end) stored,
    constraint roles_pk primary key (workspace_id, id),
    constraint roles_key_uq unique (workspace_id, key),
    constraint roles_base_ck check (base in ('owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst')),
    constraint roles_owner_ck check (base <> 'owner' or (name is null and rights = '{}'))
  )`.execute(db);
  await sql`create unique index roles_name_uq on roles (workspace_id, lower(name)) where name is not null`.execute(db);
  await sql`insert into roles (workspace_id, id, base)
    select w.id, gen_random_uuid(), b.base from workspaces w
    cross join unnest(array['owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst']) as b(base)`.execute(
    db,
  );
  // Whoever has a role of the workspace's own: `role` stays the product's role it was copied from.
  for (const table of ['users', 'invitations', 'api_keys']) {
    await sql`alter table ${sql.id(table)} add column role_id uuid`.execute(db);
    await sql`alter table ${sql.id(table)} add constraint ${sql.id(`${table}_role_fk`)}
      foreign key (workspace_id, role_id) references roles (workspace_id, id)`.execute(db);
    await sql`create index ${sql.id(`${table}_role_ix`)} on ${sql.id(table)} (workspace_id, role_id)`.execute(db);
  }
  await sql`drop trigger users_access on users`.execute(db);
  await sql`create trigger users_access after update of is_active, role, role_id, team_id, auth_user_id on users
    for each statement execute function auth.tell_access()`.execute(db);
  await sql`create trigger roles_access after update of rights on roles
    for each statement execute function auth.tell_access()`.execute(db);
}
