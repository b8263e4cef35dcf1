import { type Kysely, sql } from 'kysely';

/** What customers ask about a quote on its page, what they are answered, and which of those without an answer were followed up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // When somebody was asked to follow up: once a revision.
  await sql`alter table quote_revisions add column chased_at timestamptz(3)`.execute(db);
  await sql`create index quote_revisions_unchased_ix on quote_revisions (workspace_id, sent_at) where state in ('sent', 'viewed') and chased_at is null`.execute(
    db,
  );
  await sql`create table quote_questions (
    workspace_id uuid not null,
    id uuid not null,
    quote_id uuid not null,
    link_id uuid not null,
    revision int not null,
    line_id text,
    line_name text,
    name text not null,
    reply_to text,
    language text not null,
    text text not null,
    created_at timestamptz(3) not null default now(),
    constraint quote_questions_pk primary key (workspace_id, id),
    constraint quote_questions_quote_fk foreign key (workspace_id, quote_id) references quotes (workspace_id, id) on delete cascade,
    constraint quote_questions_link_fk foreign key (workspace_id, link_id) references public_links (workspace_id, id) on delete cascade,
    constraint quote_questions_line_ck check ((line_id is null) = (line_name is null))
  )`.execute(db);
  await sql`create index quote_questions_quote_ix on quote_questions (workspace_id, quote_id, created_at, id)`.execute(db);
  await sql`create index quote_questions_link_ix on quote_questions (workspace_id, link_id, created_at)`.execute(db);
  await sql`create table quote_replies (
    workspace_id uuid not null,
    id uuid not null,
    question_id uuid not null,
    author_id uuid not null,
    text text not null,
    created_at timestamptz(3) not null default now(),
    constraint quote_replies_pk primary key (workspace_id, id),
    constraint quote_replies_question_fk foreign key (workspace_id, question_id) references quote_questions (workspace_id, id) on delete cascade,
    constraint quote_replies_author_fk foreign key (workspace_id, author_id) references users (workspace_id, id)
  )`.execute(db);
  await sql`create index quote_replies_question_ix on quote_replies (workspace_id, question_id, created_at, id)`.execute(db);
  await sql`create index quote_replies_author_ix on quote_replies (workspace_id, author_id)`.execute(db);
}
