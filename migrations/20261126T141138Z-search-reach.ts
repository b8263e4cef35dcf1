import { type Kysely, sql } from 'kysely';

/**
 * Search looks at what the reader may see, newest first: every entry carries the marks by which rights reach it (its kind,
 * alone and with its team and its owner), and they stand in the index of words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table search_documents add column reach text[] not null
    generated always as (array_remove(array[kind, kind || ':' || team_id::text, kind || ':' || owner_id::text], null)) stored`.execute(
    db,
  );
  await sql`drop index search_documents_tokens_ix`.execute(db);
  await sql`create index search_documents_words_ix on search_documents using gin (workspace_id, tokens, reach)`.execute(db);
  await sql`create index search_documents_newest_ix on search_documents (workspace_id, updated_at desc, record_id desc)`.execute(
    db,
  );
  await sql`create index search_documents_title_ix on search_documents (workspace_id, lower(title) text_pattern_ops)`.execute(db);
}
