import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { StageHolder } from '../../process/facts/rules.ts';
import { loadStages } from '../../process/service.ts';
import { countOpenDeals, moveToVersion } from '../service.ts';

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
