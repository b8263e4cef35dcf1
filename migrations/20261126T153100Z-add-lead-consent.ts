import { type Kysely, sql } from 'kysely';

/**
 * Leads say whether they may be contacted. An account shows the activities of its deals and contacts by reading them where
 * they stand: the links that once copied them there, and with them to whoever sees the account, go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table leads add column do_not_contact boolean not null default false,
    add column consent text not null default 'unknown', add column consent_on date,
    add constraint leads_consent_ck check (consent in ('unknown', 'given', 'refused'))`.execute(db);
  await sql`delete from activity_links l using activities a, records own, records other
    where a.workspace_id = l.workspace_id and a.id = l.activity_id and own.workspace_id = a.workspace_id and own.id = a.record_id
      and other.workspace_id = l.workspace_id and other.id = l.record_id and other.kind = 'account' and own.kind in ('deal', 'contact', 'lead')`.execute(
    db,
  );
}
