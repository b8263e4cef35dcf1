import { can, reachMarks, sharedIdsSql } from '../../../platform/rights.ts';
import type { ScopedSql } from '../../../platform/scope-sql.ts';
import { entityOf } from '../entities/rules.ts';
import { keptFromSearch } from '../field-rights/rules.ts';

/** The condition that a record's search entry has all these words, as far as the reader may see such records. */
export function searchedSql(sql: ScopedSql, object: string, action: string, tokens: readonly string[], alias: string): string {
  const marks = sql.param(reachMarks(sql.scope, [object], action));
  const kept = titleOnlySql(sql, [object], tokens);
  return `${alias}.id in (select s.record_id from search_documents s where ${sql.workspace('s')} and s.tokens @> ${sql.param(tokens)}::text[] and s.reach && ${marks}::text[]${kept}${sharedHits(sql, object, action, tokens)})`;
}

/** The same of entries of records that are shared with the reader. */
function sharedHits(sql: ScopedSql, object: string, action: string, tokens: readonly string[]): string {
  if (!sql.scope.hasShares || action !== 'view' || !can(sql.scope, object, action)) return '';
  const kept = titleOnlySql(sql, [object], tokens);
  return ` union all select s.record_id from search_documents s where ${sql.workspace('s')} and s.record_id = any(${sharedIdsSql(sql)})
    and s.tokens @> ${sql.param(tokens)}::text[]${kept}`;
}

/** Of kinds with words that are kept from the reader: that the title alone has them all. */
export function titleOnlySql(sql: ScopedSql, objects: readonly string[], tokens: readonly string[]): string {
  const kept = keptFromSearch(sql.scope, objects.map(entityOf));
  if (kept.length === 0) return '';
  const words = `select from unnest(${sql.param(tokens)}::text[]) w(word) where strpos(lower(s.title), w.word) = 0`;
  return ` and (s.kind <> all(${sql.param(kept)}::text[]) or not exists (${words}))`;
}
