import type { Db } from '../../../platform/db.ts';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

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
  return sql.rows(
    db,
    `select h.id, h.kind, h.from_stage_id, f.names as from_names, h.to_stage_id, s.names as to_names, h.recorded_at, h.happened_at,
      h.actor_kind, h.actor_id, u.name as actor_name, h.reason, h.waived, h.is_history
    from deal_stage_history h join stages s on ${sql.workspace('s')} and s.id = h.to_stage_id
      left join stages f on ${sql.workspace('f')} and f.id = h.from_stage_id left join users u on ${sql.workspace('u')} and u.id = h.actor_id
    where ${sql.workspace('h')} and h.deal_id = ${sql.param(dealId)} order by h.happened_at, h.id limit 1000`,
  );
}
