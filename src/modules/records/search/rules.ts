import { reachMarks } from '../../../platform/rights.ts';
import type { ScopedSql } from '../../../platform/scope-sql.ts';

/** The condition that a record's search entry has all these words, as far as the reader may see such records. */
export function searchedSql(sql: ScopedSql, object: string, action: string, tokens: readonly string[], alias: string): string {
  const marks = sql.param(reachMarks(sql.scope, [object], action));
  return `${alias}.id in (select s.record_id from search_documents s where ${sql.workspace('s')} and s.tokens @> ${sql.param(tokens)}::text[] and s.reach && ${marks}::text[])`;
}
