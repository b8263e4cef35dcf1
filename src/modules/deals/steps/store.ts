import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { actorSql } from '../../records/actors/rules.ts';
import type { MoveKind } from '../moves/contract.ts';

/** One step of a deal's way. */
export interface NewStep {
  dealId: string;
  fromStageId: string | null;
  toStageId: string;
  kind: MoveKind;
  happenedAt: string;
  reason?: string | null;
  waived?: readonly { key: string; name: string }[];
  isHistory?: boolean;
}

export async function insertSteps(db: Db, scope: Scope, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return;
  const sql = scopedSql(scope);
  const rows = steps.map((step) => ({
    id: uuidv7(),
    deal_id: step.dealId,
    from_stage_id: step.fromStageId,
    to_stage_id: step.toStageId,
    kind: step.kind,
    happened_at: step.happenedAt,
    reason: step.reason ?? null,
    waived: step.waived ?? [],
    is_history: step.isHistory ?? false,
  }));
  await sql.run(
    db,
    `insert into deal_stage_history (workspace_id, id, deal_id, from_stage_id, to_stage_id, kind, happened_at, actor_kind, actor_id, reason, waived, is_history)
    select ${sql.workspaceId}, id, deal_id, from_stage_id, to_stage_id, kind, happened_at, ${sql.param(scope.actor.kind)}, ${sql.param(scope.actor.id)}::uuid, reason, waived, is_history
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as h(id uuid, deal_id uuid, from_stage_id uuid, to_stage_id uuid, kind text,
      happened_at timestamptz, reason text, waived jsonb, is_history boolean)`,
  );
}

export interface StepRow {
  id: string;
  kind: string;
  fromStageId: string | null;
  fromNames: LocalizedText | null;
  toStageId: string;
  toNames: LocalizedText;
  recordedAt: string;
  happenedAt: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  reason: string | null;
  waived: { key: string; name: string }[];
  isHistory: boolean;
}

/** The steps of a deal in the order they happened. */
export async function listSteps(db: Db, scope: Scope, dealId: string): Promise<StepRow[]> {
  const sql = scopedSql(scope);
  const actor = actorSql(sql, 'h');
  return sql.rows(
    db,
    `select h.id, h.kind, h.from_stage_id, f.names as from_names, h.to_stage_id, s.names as to_names, h.recorded_at, h.happened_at,
      h.actor_kind, h.actor_id, ${actor.name} as actor_name, h.reason, h.waived, h.is_history
    from deal_stage_history h join stages s on ${sql.workspace('s')} and s.id = h.to_stage_id
      left join stages f on ${sql.workspace('f')} and f.id = h.from_stage_id ${actor.joins}
    where ${sql.workspace('h')} and h.deal_id = ${sql.param(dealId)} order by h.happened_at, h.id limit 1000`,
  );
}

/** Whether somebody has moved a deal: later than it came, for a deal of the past comes with its steps. */
export async function hasMoved(db: Db, scope: Scope, userId: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const row = await sql.first(
    db,
    `select h.id from deal_stage_history h where ${sql.workspace('h')} and h.actor_kind = 'user' and h.actor_id = ${sql.param(userId)}
      and h.kind in ('advance', 'skip', 'back') and not h.is_history
      and exists (select from deal_stage_history f where ${sql.workspace('f')} and f.deal_id = h.deal_id and f.recorded_at < h.recorded_at)
    limit 1`,
  );
  return row !== undefined;
}
