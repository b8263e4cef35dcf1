import { type Kysely, sql } from 'kysely';

/** A link's code may be asked for when its reader accepts instead of when they open it; every link until now asks at opening. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table public_links
    add column code_when text not null default 'opening',
    add constraint public_links_code_when_ck check (code_when in ('opening', 'accepting'))`.execute(db);
}
