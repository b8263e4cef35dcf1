import type { DealStatus } from '../contract.ts';
import { isMovable } from '../rules.ts';
import type { dealActions } from './contract.ts';

type DealAction = (typeof dealActions)[number];

interface Situation {
  status: DealStatus;
  isFirst: boolean;
  isLast: boolean;
}

/** Which actions make sense for a deal in this state, whoever asks. */
function makesSense(action: DealAction, { status, isFirst, isLast }: Situation): boolean {
  switch (action) {
    case 'move':
      return isMovable(status) && !isLast;
    case 'back':
      return isMovable(status) && !isFirst;
    case 'win':
    case 'hold':
      return status === 'open';
    case 'lose':
      return status === 'open' || status === 'onHold';
    case 'reopen':
      return status !== 'open';
    case 'complete':
      return status === 'won' && isLast;
    case 'waive':
      return isMovable(status);
    default:
      return true;
  }
}

/** The right that an action needs. */
const rightOf: Partial<Record<DealAction, string>> = { back: 'move', setCriterion: 'edit' };

/** What may be done with a deal now, by somebody with these rights. */
export function actionsOf(actions: readonly DealAction[], situation: Situation, mayDo: (right: string) => boolean): DealAction[] {
  return actions.filter((action) => makesSense(action, situation) && mayDo(rightOf[action] ?? action));
}

/** How a stage stands on the staircase. */
export function stateOf(
  position: number,
  current: number,
  wasThere: boolean,
  isCompleted: boolean,
): 'done' | 'current' | 'future' | 'skipped' {
  if (position > current) return 'future';
  if (position === current) return isCompleted ? 'done' : 'current';
  return wasThere ? 'done' : 'skipped';
}

/** Days beyond the target, never negative, to a tenth. */
export function daysLate(days: number | null, targetDays: number): number {
  return days === null ? 0 : Math.max(0, Math.round((days - targetDays) * 10) / 10);
}
