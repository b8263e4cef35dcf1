import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** Open deals per stage of these versions. */
export async function countByStage(
  db: Db,
  scope: Scope,
  versionIds: readonly string[],
): Promise<{ stageId: string; count: number }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select d.stage_id, count(*) as count from deals d where ${sql.workspace('d')} and d.process_version_id = any(${sql.param(versionIds)}::uuid[])
    and d.deleted_at is null and d.is_on_board group by d.stage_id`,
  );
}

/** Deals on the board that stand in these stages, locked. */
export async function lockDealsIn(
  db: Db,
  scope: Scope,
  stageIds: readonly string[],
): Promise<{ id: string; stageId: string; status: string; probabilityBp: number | null; baseAmountMinor: number | null }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select d.id, d.stage_id, d.status, d.probability_bp, d.base_amount_minor from deals d
    where ${sql.workspace('d')} and d.stage_id = any(${sql.param(stageIds)}::uuid[]) and d.deleted_at is null and d.is_on_board order by d.id for no key update`,
  );
}

export interface Placement {
  id: string;
  versionId: string;
  stageId: string;
  phase: number;
  weightedMinor: number | null;
}

/** Puts deals into stages of another version. The clock of the stage goes on: nothing happened to the deal itself. */
export async function placeDeals(db: Db, scope: Scope, placements: readonly Placement[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = placements.map(({ id, versionId, stageId, phase, weightedMinor }) => ({
    id,
    version_id: versionId,
    stage_id: stageId,
    phase,
    weighted_minor: weightedMinor,
  }));
  await sql.run(
    db,
    `update deals d set process_version_id = n.version_id, stage_id = n.stage_id, phase = n.phase, weighted_minor = n.weighted_minor, version = d.version + 1, updated_at = now()
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, version_id uuid, stage_id uuid, phase int, weighted_minor bigint)
    where ${sql.workspace('d')} and d.id = n.id`,
  );
}
