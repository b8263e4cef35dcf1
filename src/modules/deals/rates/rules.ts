import { enoughClosed, type StageRate } from './contract.ts';

interface Place {
  id: string;
  phase: number;
  position: number;
}

/** Closed deals by the stage they were in at the end. */
export interface ClosedIn {
  stageId: string;
  won: number;
  closed: number;
}

/** Whether whoever stands in one stage has come past or to the other; they may be of different versions. */
function hasReached(at: Place, stage: Place): boolean {
  return at.phase === stage.phase ? at.position >= stage.position : at.phase > stage.phase;
}

/** The rate of each stage: of the closed deals that came to it, those that were won. None while there are too few. */
export function ratesOf(stages: readonly Place[], everyStage: readonly Place[], closedIn: readonly ClosedIn[]): StageRate[] {
  const places = new Map(everyStage.map((place) => [place.id, place]));
  const total = closedIn.reduce((sum, { closed }) => sum + closed, 0);
  if (total < enoughClosed) return [];
  return stages.map((stage) => {
    const reached = closedIn.filter(({ stageId }) => {
      const at = places.get(stageId);
      return at !== undefined && hasReached(at, stage);
    });
    return {
      stageId: stage.id,
      won: reached.reduce((sum, { won }) => sum + won, 0),
      closed: reached.reduce((sum, { closed }) => sum + closed, 0),
    };
  });
}
