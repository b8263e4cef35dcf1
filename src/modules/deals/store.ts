import type { Selectable, Updateable } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../platform/db.ts';
import type { DB } from '../../platform/db-types.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { MoveKind } from './moves/contract.ts';

/** A deal as its table has it. */
export type DealRow = Selectable<DB['deals']>;
export type DealChanges = Omit<Updateable<DB['deals']>, 'workspaceId' | 'id' | 'version' | 'updatedAt'>;

export async function findDeal(db: Db, scope: Scope, id: string): Promise<DealRow | undefined> {
  return db.selectFrom('deals').selectAll().where('workspaceId', '=', scope.workspaceId).where('id', '=', id).executeTakeFirst();
}

/** Writes columns of a deal that its caller has locked, and counts its version up. */
export async function updateDealRow(db: Db, scope: Scope, id: string, changes: DealChanges): Promise<void> {
  await db
    .updateTable('deals')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Writes what only mirrors other records (next step, last activity, products): no edit that another editor could lose. */
export async function mirrorDeal(db: Db, scope: Scope, id: string, changes: DealChanges): Promise<void> {
  await db.updateTable('deals').set(changes).where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

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

export interface NewLine {
  dealId: string;
  productId: string;
  position: number;
  quantity: string;
  unitPriceMinor: number;
  amountMinor: number;
}

export async function insertLines(db: Db, scope: Scope, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  const sql = scopedSql(scope);
  const rows = lines.map((line) => ({
    id: uuidv7(),
    deal_id: line.dealId,
    product_id: line.productId,
    position: line.position,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
    amount_minor: line.amountMinor,
  }));
  await sql.run(
    db,
    `insert into deal_products (workspace_id, id, deal_id, product_id, position, quantity, unit_price_minor, amount_minor)
    select ${sql.workspaceId}, id, deal_id, product_id, position, quantity, unit_price_minor, amount_minor
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as l(id uuid, deal_id uuid, product_id uuid, position int, quantity numeric, unit_price_minor bigint, amount_minor bigint)`,
  );
}

export async function deleteLines(db: Db, scope: Scope, dealId: string): Promise<void> {
  await db.deleteFrom('dealProducts').where('workspaceId', '=', scope.workspaceId).where('dealId', '=', dealId).execute();
}

/** Writes the names of a deal's products onto it, for lists and boards. */
export async function writeProductSummaries(db: Db, scope: Scope, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length === 0) return;
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update deals d set product_summary = n.names from (
      select i.id, (select left(string_agg(r.title, ', ' order by l.position), 400) from deal_products l join records r on r.id = l.product_id and ${sql.workspace('r')}
        where ${sql.workspace('l')} and l.deal_id = i.id) as names
      from unnest(${sql.param(dealIds)}::uuid[]) as i(id)) n
    where ${sql.workspace('d')} and d.id = n.id and d.product_summary is distinct from n.names`,
  );
}

export interface NewStageTask {
  dealId: string;
  taskKey: string;
  stageId: string;
  activityId: string;
}

export async function insertStageTasks(db: Db, scope: Scope, tasks: readonly NewStageTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await db
    .insertInto('dealTasks')
    .values(tasks.map((task) => ({ ...task, workspaceId: scope.workspaceId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Tasks that stages have made for these deals so far. */
export async function findStageTasks(db: Db, scope: Scope, dealIds: readonly string[]): Promise<NewStageTask[]> {
  if (dealIds.length === 0) return [];
  return db
    .selectFrom('dealTasks')
    .select(['dealId', 'taskKey', 'stageId', 'activityId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', 'in', [...dealIds])
    .execute();
}

/** Whether any deal has an amount: the workspace's currency then stays. */
export async function hasAmounts(db: Db, scope: Scope): Promise<boolean> {
  const row = await db
    .selectFrom('deals')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('amountMinor', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

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
