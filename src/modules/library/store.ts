import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';

/** Whether the library has anything in it; with the bin, whether it ever had. */
export async function hasMaterials(db: Db, scope: Scope, withBin: boolean): Promise<boolean> {
  const all = db.selectFrom('materials').select('id').where('workspaceId', '=', scope.workspaceId);
  const row = await (withBin ? all : all.where('deletedAt', 'is', null)).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Whether somebody put something into the library, beside what came with the product. */
export async function hasOwnMaterials(db: Db, scope: Scope): Promise<boolean> {
  const row = await db
    .selectFrom('materials')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('createdBy', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How an answer did. */
export interface MaterialFigures {
  id: string;
  usedCount: number;
  closedCount: number;
  solvedCount: number;
  solvedBp: number | null;
  wonCount: number;
  lostCount: number;
  wonBp: number | null;
}

/** Writes how answers did, in one statement: figures that only mirror deals, no edit that another editor could lose. */
export async function writeFigures(db: Db, scope: Scope, figures: readonly MaterialFigures[]): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update materials e set used_count = f."usedCount", closed_count = f."closedCount", solved_count = f."solvedCount",
      solved_bp = f."solvedBp", won_count = f."wonCount", lost_count = f."lostCount", won_bp = f."wonBp"
    from jsonb_to_recordset(${sql.param(JSON.stringify(figures))}::jsonb) as f(id uuid, "usedCount" int, "closedCount" int, "solvedCount" int,
      "solvedBp" int, "wonCount" int, "lostCount" int, "wonBp" int)
    where ${sql.workspace('e')} and e.id = f.id`,
  );
}
