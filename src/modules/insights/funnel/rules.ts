import { shareOf } from '../rules.ts';

export interface StageFigures {
  id: string;
  name: string;
  position: number;
  phase: number;
  reached: number;
  days: number | null;
  targetDays: number | null;
  onRate: number | null;
  lost: number;
  open: number;
}

interface PhaseCount {
  phase: number;
  status: string;
  count: number;
}

/**
 * How far the deals of a period came. A deal has reached its own phase and all before it; of those that reached one, the
 * ones still open there are left out of the rate at which deals go on.
 */
export function funnelOf(
  stages: readonly { id: string; name: string; phase: number; targetDays: number }[],
  counts: readonly PhaseCount[],
  stays: readonly { phase: number; days: number }[],
): StageFigures[] {
  const sum = (test: (count: PhaseCount) => boolean) => counts.filter(test).reduce((all, { count }) => all + count, 0);
  return stages.map(({ id, name, phase, targetDays }, index) => {
    const reached = sum((count) => count.phase >= phase);
    const beyond = sum((count) => count.phase > phase);
    const lost = sum((count) => count.phase === phase && count.status === 'lost');
    const open = sum((count) => count.phase === phase && (count.status === 'open' || count.status === 'onHold'));
    const won = sum((count) => count.phase === phase && (count.status === 'won' || count.status === 'completed'));
    return {
      id,
      name,
      position: index + 1,
      phase,
      reached,
      days: stays.find((stay) => stay.phase === phase)?.days ?? null,
      targetDays,
      onRate: shareOf(beyond + won, beyond + won + lost),
      lost,
      open,
    };
  });
}

/**
 * The stage that costs most: of those where deals wait beyond the target or leave, the one with the greatest loss of
 * deals, weighted by how much longer than its target it takes. Null while nothing waits and nobody leaves.
 */
export function bottleneckOf(stages: readonly Pick<StageFigures, 'id' | 'days' | 'targetDays' | 'onRate'>[]): string | null {
  const scored = stages.map((stage) => {
    const over =
      stage.days !== null && stage.targetDays !== null && stage.targetDays > 0
        ? Math.max(0, stage.days / stage.targetDays - 1)
        : 0;
    const left = stage.onRate === null ? 0 : 1 - stage.onRate;
    return { id: stage.id, score: left + over * 0.5 };
  });
  const worst = scored.toSorted((a, b) => b.score - a.score)[0];
  return worst && worst.score > 0.05 ? worst.id : null;
}
