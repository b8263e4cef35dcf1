import { type Kysely, sql } from 'kysely';

/** The page that a customer reads of a revision: its links, and what the customer decided there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table quote_links (
    workspace_id uuid not null,
    link_id uuid not null,
    revision_id uuid not null,
    mail_to text,
    mail_subject text,
    mail_state text,
    constraint quote_links_pk primary key (workspace_id, link_id),
    constraint quote_links_link_fk foreign key (workspace_id, link_id) references public_links (workspace_id, id) on delete cascade,
    constraint quote_links_revision_fk foreign key (workspace_id, revision_id) references quote_revisions (workspace_id, id) on delete cascade,
    constraint quote_links_mail_ck check ((mail_to is null) = (mail_subject is null) and (mail_to is null) = (mail_state is null)),
    constraint quote_links_mail_state_ck check (mail_state in ('waiting', 'sent', 'refused'))
  )`.execute(db);
  await sql`create index quote_links_revision_ix on quote_links (workspace_id, revision_id)`.execute(db);
  await sql`create table quote_decisions (
    workspace_id uuid not null,
    id uuid not null,
    revision_id uuid not null,
    link_id uuid not null,
    outcome text not null,
    name text not null,
    title text,
    reason text,
    consent text,
    signature_kind text,
    signature text,
    language text not null,
    proved_to text,
    ip text not null,
    user_agent text not null,
    decided_at timestamptz(3) not null default now(),
    chosen text not null,
    sha256 text not null,
    net_minor bigint not null,
    total_minor bigint not null,
    constraint quote_decisions_pk primary key (workspace_id, id),
    constraint quote_decisions_revision_fk foreign key (workspace_id, revision_id) references quote_revisions (workspace_id, id) on delete cascade,
    constraint quote_decisions_link_fk foreign key (workspace_id, link_id) references public_links (workspace_id, id) on delete cascade,
    constraint quote_decisions_revision_uq unique (workspace_id, revision_id),
    constraint quote_decisions_outcome_ck check (outcome in ('accepted', 'declined')),
    constraint quote_decisions_signature_kind_ck check (signature_kind in ('typed', 'drawn')),
    constraint quote_decisions_signed_ck check (outcome = 'declined' or (consent is not null and signature is not null and signature_kind is not null)),
    constraint quote_decisions_reason_ck check (outcome = 'accepted' or reason is not null)
  )`.execute(db);
  await sql`create index quote_decisions_link_ix on quote_decisions (workspace_id, link_id)`.execute(db);
  // Evidence: it is written once.
  await sql`create function refuse_decision_change() returns trigger language plpgsql as $$
    begin
      raise exception 'what a customer decided does not change' using errcode = 'check_violation', constraint = 'quote_decisions_kept_ck';
    end $$`.execute(db);
  await sql`create trigger quote_decisions_keep before update on quote_decisions for each row execute function refuse_decision_change()`.execute(
    db,
  );
}
