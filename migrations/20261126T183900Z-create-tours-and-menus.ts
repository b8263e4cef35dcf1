import { type Kysely, sql } from 'kysely';

/** How far each person is in the first-run tour, and what their menu shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table tours (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    user_id uuid not null,
    skipped text[] not null default '{}',
    is_closed boolean not null default false,
    version int not null default 1,
    constraint tours_pk primary key (workspace_id, user_id),
    constraint tours_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
  )`.execute(db);
  // Who has worked here before needs no tour.
  await sql`insert into tours (workspace_id, user_id, is_closed) select workspace_id, id, true from users where last_seen_at is not null`.execute(
    db,
  );
  await sql`create table menus (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    user_id uuid not null,
    opened text[] not null default '{}',
    pinned text[] not null default '{}',
    hidden text[] not null default '{}',
    version int not null default 1,
    constraint menus_pk primary key (workspace_id, user_id),
    constraint menus_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade,
    constraint menus_one_ck check (not pinned && hidden)
  )`.execute(db);
  // "Has this person moved a deal?" is asked while the tour is open, and is mostly answered by no.
  await sql`create index deal_stage_history_mover_ix on deal_stage_history (workspace_id, actor_id)
    where actor_kind = 'user' and kind in ('advance', 'skip', 'back') and not is_history`.execute(db);
}
