import { canonical, isWorse, type Value, type Values } from '../conditions/rules.ts';
import type { Directions, Plan, Seat, Step } from '../rules.ts';

/** Those whose seat it is: not who stands in for them. */
function baseOf({ holders }: Seat): string[] {
  return holders.filter(({ as }) => as !== 'delegate').map(({ userId }) => userId);
}

/** An approval that was given before: under which rule and step, by whom, on which values. */
export interface Given {
  ruleId: string;
  ruleMark: string;
  order: number;
  by: string;
  /** Of whom it was asked: the giver may be their delegate or superior. */
  holderIds: readonly string[];
  basis: Values;
}

/** The values of which something got worse, by key. */
export function worsened(basis: Values, now: Values, directions: Directions): string[] {
  const keys = new Set([...Object.keys(basis), ...Object.keys(now)]);
  const at = (values: Values, key: string): Value => values[key] ?? null;
  return [...keys].filter((key) => isWorse(directions.get(key) ?? 'change', at(basis, key), at(now, key)));
}

/**
 * Smart re-approval: an approval given before stands in the new plan when its rule is the same, the seat is still that of whom it was
 * asked, and none of the values that the rule looks at is worse than it was when the approval was given.
 */
export function reconcile(previous: readonly Given[], now: Plan, directions: Directions): Plan {
  const standing = (step: Step, seat: Seat): Seat['kept'] => {
    const found = previous.find(
      (given) =>
        given.ruleId === step.ruleId &&
        given.ruleMark === step.ruleMark &&
        given.order === step.order &&
        baseOf(seat).some((id) => given.holderIds.includes(id)) &&
        worsened(given.basis, step.basis, directions).length === 0,
    );
    return found ? { by: found.by, basis: found.basis } : null;
  };
  return {
    steps: now.steps.map((step) => ({ ...step, seats: step.seats.map((seat) => ({ ...seat, kept: standing(step, seat) })) })),
  };
}

/** Same text for the same approvals on the same values: a request that carries another mark is about something else. */
export function basisMark(plan: Plan): string {
  return JSON.stringify(plan.steps.map(({ ruleId, ruleMark, order, basis }) => [ruleId, ruleMark, order, canonical(basis)]));
}
