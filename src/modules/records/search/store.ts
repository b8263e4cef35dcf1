import { type Db, prepared } from '../../../platform/db.ts';
import { can, reachMarks, sharedIdsSql } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { findCommonElements } from '../../../platform/statistics.ts';
import { likeText } from '../listing/rules.ts';
import type { SearchHit } from './contract.ts';
import { titleOnlySql } from './rules.ts';

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
    `${prepared}insert into search_documents (workspace_id, record_id, kind, owner_id, team_id, title, subtitle, tokens)
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

/** Of the newest records, how many are looked at for common words, and how many of those that the scope may see. */
const newest = { looked: 5000, visible: 2000 };
/** How many matches of the index are looked at before they are ordered. */
const matchCap = 5000;
/** How many titles that begin with the text. */
const titleCap = 500;
/** Words that so many entries have are common. */
const commonShare = 0.01;

/**
 * Records that have all the tokens and that the scope may see: those called so, those whose title begins so, then the
 * newest. Where all the words are common they are looked for among the newest records first: the index would name every
 * record that has them. Rare ones are found by the index at once.
 */
export async function findHits(
  db: Db,
  scope: Scope,
  kinds: readonly string[],
  tokens: readonly string[],
  text: string,
  limit: number,
): Promise<SearchHit[]> {
  const common = await findCommonElements(db, 'search_documents', 'tokens', commonShare);
  const sql = scopedSql(scope);
  const folded = text.trim().toLowerCase();
  const [title, beginning] = [sql.param(folded), sql.param(`${likeText(folded)}%`)];
  const words = `s.tokens @> ${sql.param(tokens)}::text[]`;
  const visible = `s.reach && ${sql.param(reachMarks(scope, kinds, 'view'))}::text[]${titleOnlySql(sql, kinds, tokens)}`;
  const shown = 's.record_id, s.kind, s.title, s.subtitle, s.updated_at';
  const all = `search_documents s where ${sql.workspace('s')}`;
  const called = `select ${shown} from (select * from ${all} and lower(s.title) like ${beginning} order by lower(s.title) using ~<~ limit ${titleCap}) s where ${visible} limit ${limit}`;
  const recent = `select * from (select * from ${all} order by s.updated_at desc, s.record_id desc limit ${newest.looked}) s where ${visible} limit ${newest.visible}`;
  const near = tokens.every((token) => common.has(token))
    ? `select ${shown} from (${recent}) s where ${words} limit ${limit}`
    : `select ${shown} from ${all} and false`;
  const far = `select ${shown} from ${all} and ${words} and ${visible} and (select count(*) from near) < ${limit} limit ${matchCap}`;
  const seen = kinds.filter((kind) => can(scope, kind, 'view'));
  const shared = scope.hasShares
    ? ` union (select ${shown} from ${all} and s.record_id = any(${sharedIdsSql(sql)}) and s.kind = any(${sql.param(seen)}::text[]) and ${words}${titleOnlySql(sql, kinds, tokens)})`
    : '';
  return sql.rows<SearchHit>(
    db,
    `with near as materialized (${near})
    select h.record_id as id, h.kind, h.title, h.subtitle from ((${called}) union (select * from near) union (${far})${shared}) h
    order by (lower(h.title) = ${title}) desc, starts_with(lower(h.title), ${title}) desc, h.updated_at desc, h.record_id limit ${limit}`,
  );
}
