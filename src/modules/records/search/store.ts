import type { Db } from '../../../platform/db.ts';
import { kindsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { SearchHit } from './contract.ts';

export interface SearchDocument {
  id: string;
  kind: string;
  ownerId: string | null;
  teamId: string;
  title: string;
  subtitle: string | null;
  tokens: string[];
}

/** Writes search entries, replacing those there are. */
export async function upsertDocuments(db: Db, scope: Scope, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const sql = scopedSql(scope);
  const json = documents.map(({ id, kind, ownerId, teamId, title, subtitle, tokens }) => ({
    id,
    kind,
    owner_id: ownerId,
    team_id: teamId,
    title,
    subtitle,
    tokens,
  }));
  await sql.run(
    db,
    `insert into search_documents (workspace_id, record_id, kind, owner_id, team_id, title, subtitle, tokens)
    select ${sql.workspaceId}, id, kind, owner_id, team_id, title, subtitle, tokens
    from json_to_recordset(${sql.param(JSON.stringify(json))}::json) as d(id uuid, kind text, owner_id uuid, team_id uuid, title text, subtitle text, tokens text[])
    on conflict (workspace_id, record_id) do update set owner_id = excluded.owner_id, team_id = excluded.team_id,
      title = excluded.title, subtitle = excluded.subtitle, tokens = excluded.tokens, updated_at = now()`,
  );
}

export async function deleteDocuments(db: Db, scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom('searchDocuments')
    .where('workspaceId', '=', scope.workspaceId)
    .where('recordId', 'in', [...ids])
    .execute();
}

/** How many matches are looked at before they are ordered: a word that is everywhere must not cost everything. */
const matchCap = 500;

/** Records that have all the tokens and that the scope may see: those whose title starts so first, then the newest. */
export async function findHits(
  db: Db,
  scope: Scope,
  kinds: readonly string[],
  tokens: readonly string[],
  text: string,
  limit: number,
): Promise<SearchHit[]> {
  const sql = scopedSql(scope);
  const folded = sql.param(text.trim().toLowerCase());
  return sql.rows<SearchHit>(
    db,
    `select m.record_id as id, m.kind, m.title, m.subtitle from (
      select s.record_id, s.kind, s.title, s.subtitle, s.updated_at from search_documents s
      where ${sql.workspace('s')} and s.tokens @> ${sql.param(tokens)}::text[] and ${kindsPredicate(sql, kinds, 'view', 's')}
      limit ${matchCap}) m
    order by (lower(m.title) = ${folded}) desc, starts_with(lower(m.title), ${folded}) desc, m.updated_at desc, m.record_id limit ${sql.param(limit)}`,
  );
}
