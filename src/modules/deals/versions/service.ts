import type { Db } from '../../../platform/db.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Stage } from '../../process/contract.ts';
import type { StageHolder } from '../../process/facts/rules.ts';
import { loadStages } from '../../process/loading/service.ts';
import { DealStatus } from '../contract.ts';
import { weightedAmount } from '../rules.ts';
import { keepSteps } from '../steps/service.ts';
import * as store from './store.ts';

/** Deals on the board per stage of these versions: how many a draft touches, whoever owns them. */
async function countOpenDeals(
  db: Db,
  scope: Scope,
  versionIds: readonly string[],
): Promise<{ stageId: string; count: number }[]> {
  return store.countByStage(db, scope, versionIds);
}

/** Puts the deals of some stages into stages of another version and writes the step each took. The clock of the stage goes on. */
async function moveToVersion(
  tx: Tx,
  scope: Scope,
  mapping: readonly { fromStageId: string; toStageId: string }[],
  stages: ReadonlyMap<string, Stage & { versionId: string }>,
): Promise<{ id: string; fromStageId: string; toStageId: string }[]> {
  const target = new Map(mapping.map(({ fromStageId, toStageId }) => [fromStageId, stages.get(toStageId)]));
  const moves = (await store.lockDealsIn(tx, scope, [...target.keys()])).flatMap(
    ({ id, stageId, status, probabilityBp, baseAmountMinor }) => {
      const stage = target.get(stageId);
      if (!stage) return [];
      const weightedMinor = weightedAmount(baseAmountMinor, { status: DealStatus.parse(status), probabilityBp, stage });
      return [
        {
          id,
          fromStageId: stageId,
          toStageId: stage.id,
          versionId: stage.versionId,
          stageId: stage.id,
          phase: stage.phase,
          weightedMinor,
        },
      ];
    },
  );
  await store.placeDeals(tx, scope, moves);
  const happenedAt = new Date().toISOString();
  await keepSteps(
    tx,
    scope,
    moves.map(({ id, fromStageId, toStageId }) => ({ dealId: id, fromStageId, toStageId, kind: 'version' as const, happenedAt })),
  );
  return moves.map(({ id, fromStageId, toStageId }) => ({ id, fromStageId, toStageId }));
}

/** Moves the deals on the board along a mapping of stages to those of a new version; the publisher has the right to. */
async function moveAll(tx: Tx, scope: Scope, mapping: readonly { fromStageId: string; toStageId: string }[]): Promise<number> {
  const stages = await loadStages(
    tx,
    scope,
    mapping.map(({ toStageId }) => toStageId),
  );
  const moved = await moveToVersion(tx, scope, mapping, stages);
  await appendEvents(
    tx,
    scope,
    moved.map(({ id, fromStageId, toStageId }) => ({
      kind: 'deal.versionChanged',
      subjectKind: 'deal',
      subjectId: id,
      data: { fromStageId, toStageId },
    })),
  );
  return moved.length;
}

/** Deals as what stands in stages: given to the designer of processes. */
export const dealsInStages: StageHolder = { countOpen: countOpenDeals, moveAll };
