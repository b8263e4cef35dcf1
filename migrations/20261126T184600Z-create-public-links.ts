import { type Kysely, sql } from 'kysely';

/** Links by which customers read what was shared with them, and who opened them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A link goes with its record. Of the token there is only the hash: who reads the database cannot open the page.
  await sql`create table public_links (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    record_id uuid not null,
    page text not null,
    parts text[] not null,
    heading text,
    watermark text,
    language text not null,
    token_hash text not null,
    created_by uuid not null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    revoked_at timestamptz(3),
    revoked_by uuid,
    opened int not null default 0,
    not_counted int not null default 0,
    last_opened_at timestamptz(3),
    version int not null default 1,
    constraint public_links_pk primary key (workspace_id, id),
    constraint public_links_token_uq unique (token_hash),
    constraint public_links_record_fk foreign key (workspace_id, record_id) references records (workspace_id, id) on delete cascade,
    constraint public_links_created_by_fk foreign key (workspace_id, created_by) references users (workspace_id, id),
    constraint public_links_revoked_by_fk foreign key (workspace_id, revoked_by) references users (workspace_id, id),
    constraint public_links_language_ck check (language in ('en', 'zh-Hans', 'zh-Hant')),
    constraint public_links_opened_ck check ((opened = 0) = (last_opened_at is null))
  )`.execute(db);
  await sql`create index public_links_record_ix on public_links (workspace_id, record_id, created_at desc, id desc)`.execute(db);
  await sql`create index public_links_created_by_ix on public_links (workspace_id, created_by)`.execute(db);
  await sql`create index public_links_revoked_by_ix on public_links (workspace_id, revoked_by) where revoked_by is not null`.execute(
    db,
  );
  await visits(db);
}

/** Who came: no address, only a keyed hash that differs from link to link; and why a visit does not count as an opening. */
async function visits(db: Kysely<unknown>): Promise<void> {
  await sql`create table public_link_visits (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    link_id uuid not null,
    visitor_hash text not null,
    device text not null,
    app text not null,
    not_counted text,
    times int not null default 1,
    created_at timestamptz(3) not null default now(),
    last_at timestamptz(3) not null default now(),
    constraint public_link_visits_pk primary key (workspace_id, id),
    constraint public_link_visits_link_fk foreign key (workspace_id, link_id) references public_links (workspace_id, id) on delete cascade,
    constraint public_link_visits_device_ck check (device in ('phone', 'tablet', 'computer', 'unknown')),
    constraint public_link_visits_app_ck check (app in ('browser', 'wechat', 'wecom', 'dingtalk', 'feishu')),
    constraint public_link_visits_not_counted_ck check (not_counted in ('colleague', 'head', 'prefetch', 'preview', 'scanner', 'program'))
  )`.execute(db);
  await sql`create index public_link_visits_link_ix on public_link_visits (workspace_id, link_id, created_at desc, id desc)`.execute(
    db,
  );
}
