import { can, reachMarks, sharedIdsSql } from '../../../platform/rights.ts';
import type { ScopedSql } from '../../../platform/scope-sql.ts';
import { entityOf } from '../entities/rules.ts';
import { keptFromSearch } from '../field-rights/rules.ts';

/** The condition that a record's search entry has all these words, as far as the reader may see such records. */
export function searchedSql(sql: ScopedSql, object: string, action: string, tokens: readonly string[], alias: string): string {
  return `${alias}.id in (${reachedHits(sql, object, action, tokens)}${sharedHits(sql, object, action, tokens)})`;
}

/** The same in the branches of `rightsBranches`: of what the role reaches, and of what was shared. */
export const searchedBranches = {
  reached: (sql: ScopedSql, object: string, action: string, tokens: readonly string[], alias: string): string =>
    `${alias}.id in (${reachedHits(sql, object, action, tokens)})`,
  shared: (sql: ScopedSql, object: string, _action: string, tokens: readonly string[], alias: string): string =>
    `exists (select from ${entriesSql(sql, object, tokens)} and s.record_id = ${alias}.id)`,
};

function entriesSql(sql: ScopedSql, object: string, tokens: readonly string[]): string {
  return `search_documents s where ${sql.workspace('s')} and s.tokens @> ${sql.param(tokens)}::text[]${titleOnlySql(sql, [object], tokens)}`;
}

function reachedHits(sql: ScopedSql, object: string, action: string, tokens: readonly string[]): string {
  const marks = sql.param(reachMarks(sql.scope, [object], action));
  return `select s.record_id from ${entriesSql(sql, object, tokens)} and s.reach && ${marks}::text[]`;
}

/** The same of entries of records that are shared with the reader. */
function sharedHits(sql: ScopedSql, object: string, action: string, tokens: readonly string[]): string {
  if (!sql.scope.hasShares || action !== 'view' || !can(sql.scope, object, action)) return '';
  return ` union all select s.record_id from ${entriesSql(sql, object, tokens)} and s.record_id = any(${sharedIdsSql(sql)})`;
}

/** Of kinds with words that are kept from the reader: that the title alone has them all. */
export function titleOnlySql(sql: ScopedSql, objects: readonly string[], tokens: readonly string[]): string {
  const kept = keptFromSearch(sql.scope, objects.map(entityOf));
  if (kept.length === 0) return '';
  const words = `select from unnest(${sql.param(tokens)}::text[]) w(word) where strpos(lower(s.title), w.word) = 0`;
  return ` and (s.kind <> all(${sql.param(kept)}::text[]) or not exists (${words}))`;
}
