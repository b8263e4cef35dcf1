import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';

export interface Tree {
  table: string;
  /** Column that holds the parent. */
  column: string;
  /** The same as inputs spell it. */
  property: string;
}

/** Every record from these up to their roots, with its parent. */
export async function findAncestors(
  db: Db,
  scope: Scope,
  tree: Tree,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const sql = scopedSql(scope);
  const [table, column] = [identifier(tree.table), identifier(tree.column)];
  const rows = await sql.rows<{ id: string; parentId: string | null }>(
    db,
    `with recursive above as (
      select t.id, t.${column} as parent_id from ${table} t where ${sql.workspace('t')} and t.id = any(${sql.param(ids)}::uuid[])
      union
      select t.id, t.${column} from above a join ${table} t on ${sql.workspace('t')} and t.id = a.parent_id)
    select id, parent_id from above`,
  );
  return new Map(rows.map(({ id, parentId }) => [id, parentId]));
}

/** Lets one writer at a time change the shape of a tree of the workspace, until its transaction ends. */
export async function lockTree(db: Db, scope: Scope, tree: Tree): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `select pg_advisory_xact_lock(hashtextextended(${sql.param(tree.table)}::text || ${sql.workspaceId}::text, 0))`,
  );
}
