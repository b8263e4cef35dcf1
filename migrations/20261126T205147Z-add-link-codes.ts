import { type Kysely, sql } from 'kysely';

/** A code that a reader of a link enters first: to whom it goes, and the one that was sent last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table public_links
    add column code_channel text,
    add column code_to text,
    add constraint public_links_code_ck check ((code_channel is null) = (code_to is null)),
    add constraint public_links_code_channel_ck check (code_channel in ('mail', 'sms'))`.execute(db);
  // One row a link. Of a code there is only a hash with the installation's secret: six digits alone are soon tried out.
  await sql`create table public_link_codes (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    link_id uuid not null,
    code_hash text,
    expires_at timestamptz(3) not null,
    tries int not null default 0,
    sent_at timestamptz(3) not null,
    sent int not null,
    counted_since timestamptz(3) not null,
    constraint public_link_codes_pk primary key (workspace_id, link_id),
    constraint public_link_codes_link_fk foreign key (workspace_id, link_id) references public_links (workspace_id, id) on delete cascade
  )`.execute(db);
}
