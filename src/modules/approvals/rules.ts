import { z } from 'zod';
import { type Finding, findApprovers, type Holder } from './approvers/rules.ts';
import { type ChainStep, RuleCondition } from './chains/contract.ts';
import type { Worse } from './conditions/contract.ts';
import type { seatStates } from './contract.ts';
import { type Condition, holds, type Values } from './conditions/rules.ts';

export interface Rule {
  id: string;
  conditions: readonly Condition[];
  /** Values that say more closely what its conditions look at: it looks at them too. */
  details?: readonly string[];
  steps: readonly ChainStep[];
  selfApproval: Finding['selfApproval'];
}

/** Whether a value counts for each approval, and which way it gets worse. */
export type Directions = ReadonlyMap<string, Worse>;

export interface Seat {
  key: string;
  /** Any one of them fills the seat. */
  holders: readonly Holder[];
  /** Counts in a step where otherwise any one will do: somebody who was added while the request was under way. */
  isRequired: boolean;
  /** Nobody is left to ask, because whoever submits would have been. */
  isSkipped: boolean;
  /** An earlier approval stands, given by this person on these values. */
  kept: { by: string; basis: Values } | null;
}

export interface Step {
  key: string;
  ruleId: string;
  /** Differs when the rule has changed: what was approved under another rule is asked again. */
  ruleMark: string;
  order: number;
  mode: ChainStep['mode'];
  escalateAfterHours: number | null;
  isFallback: boolean;
  seats: readonly Seat[];
  /** The values that the rule looked at. */
  basis: Values;
}

export interface Plan {
  steps: readonly Step[];
}

/** The values that an approval under a rule is about: those of its conditions with what says them more closely, and whatever counts always. A rule without conditions looks at all. */
export function basisOf(rule: Rule, values: Values, directions: Directions): Values {
  const named = new Set([...rule.conditions.map(({ field }) => field), ...(rule.details ?? [])]);
  const counts = (key: string, worse: Worse): boolean => worse === 'change' || rule.conditions.length === 0 || named.has(key);
  const keys = [...directions].filter(([key, worse]) => worse !== 'never' && counts(key, worse)).map(([key]) => key);
  return Object.fromEntries([...new Set([...keys, ...named])].map((key) => [key, values[key] ?? null]));
}

export function markOfRule({ conditions, steps, selfApproval }: Rule): string {
  return JSON.stringify([conditions.map(({ field, op, value = null }) => [field, op, value]), steps, selfApproval]);
}

const MarkedConditions = z
  .tuple([z.array(z.tuple([RuleCondition.shape.field, RuleCondition.shape.op, RuleCondition.shape.value.unwrap()]))])
  .rest(z.unknown());

/** The conditions of a rule as it was when something was asked, from the mark that was kept. */
export function conditionsIn(mark: string): Condition[] {
  const { data } = MarkedConditions.safeParse(JSON.parse(mark));
  return data?.[0].map(([field, op, value]) => ({ field, op, value })) ?? [];
}

/** Which rules fire on these values, whom each asks, and in which order. Chains of several rules run side by side. */
export function evaluate(
  rules: readonly Rule[],
  values: Values,
  directions: Directions,
  finding: Omit<Finding, 'selfApproval'>,
): Plan {
  const fired = rules.filter(({ conditions }) => conditions.every((condition) => holds(condition, values)));
  return { steps: fired.flatMap((rule) => stepsOf(rule, basisOf(rule, values, directions), finding)) };
}

function stepsOf(rule: Rule, basis: Values, finding: Omit<Finding, 'selfApproval'>): Step[] {
  const ruleMark = markOfRule(rule);
  return rule.steps.map(({ order, mode, approvers, escalateAfterHours }, index) => {
    const key = `${rule.id}:${order}:${index}`;
    const found = findApprovers(approvers, { ...finding, selfApproval: rule.selfApproval });
    const seats = found.seats.length > 0 ? found.seats : [[]];
    return {
      key,
      ruleId: rule.id,
      ruleMark,
      order,
      mode,
      escalateAfterHours,
      isFallback: found.isFallback,
      basis,
      seats: seats.map((holders, place) => ({
        key: `${key}:${place}`,
        holders,
        isRequired: false,
        isSkipped: holders.length === 0,
        kept: null,
      })),
    };
  });
}

export interface Decision {
  seat: string;
  userId: string;
  verdict: 'approved' | 'rejected';
}

export type SeatState = (typeof seatStates)[number];
export type StepState = 'ahead' | 'waiting' | 'approved' | 'rejected';

export interface Progress {
  state: 'waiting' | 'approved' | 'rejected';
  steps: ReadonlyMap<string, StepState>;
  seats: ReadonlyMap<string, SeatState>;
}

const passed: ReadonlySet<SeatState> = new Set(['approved', 'skipped', 'kept']);

/** A step has passed when every seat has, or in `any` one of them and each that is required. */
function hasPassed({ mode, seats }: Step, stateOf: (seat: Seat) => SeatState): boolean {
  const isPassed = (seat: Seat): boolean => passed.has(stateOf(seat));
  if (mode === 'all') return seats.every(isPassed);
  const free = seats.filter((seat) => !seat.isRequired);
  return (free.length === 0 || free.some(isPassed)) && seats.every((seat) => !seat.isRequired || isPassed(seat));
}

/**
 * Where a request stands after decisions, in the order they came. A decision counts only while its seat waits and its giver
 * holds it. One rejection ends the request.
 */
export function advance(plan: Plan, decisions: readonly Decision[]): Progress {
  const seats = new Map<string, SeatState>(
    plan.steps.flatMap(({ seats: all }) =>
      all.map((seat) => [seat.key, seat.kept ? 'kept' : seat.isSkipped ? 'skipped' : 'ahead'] as const),
    ),
  );
  const stateOf = (seat: Seat): SeatState => seats.get(seat.key) ?? 'ahead';
  const steps = new Map<string, StepState>();
  const open = (): void => {
    for (const chain of Map.groupBy(plan.steps, ({ ruleId }) => ruleId).values()) openChain(chain, steps, seats, stateOf);
  };
  open();
  for (const { seat, userId, verdict } of decisions) {
    const step = plan.steps.find((one) => one.seats.some(({ key }) => key === seat));
    const held = step?.seats.find(({ key }) => key === seat);
    if (!step || !held || stateOf(held) !== 'waiting' || !held.holders.some((holder) => holder.userId === userId)) continue;
    seats.set(seat, verdict);
    if (verdict === 'rejected') {
      steps.set(step.key, 'rejected');
      for (const [key, state] of seats) if (state === 'waiting' || state === 'ahead') seats.set(key, 'spared');
      return { state: 'rejected', steps, seats };
    }
    open();
  }
  return { state: [...steps.values()].every((state) => state === 'approved') ? 'approved' : 'waiting', steps, seats };
}

/** Opens the steps of a chain as far as all before them have passed. */
function openChain(
  chain: readonly Step[],
  steps: Map<string, StepState>,
  seats: Map<string, SeatState>,
  stateOf: (seat: Seat) => SeatState,
): void {
  let isOpen = true;
  for (const [, together] of [...Map.groupBy(chain, ({ order }) => order)].toSorted(([a], [b]) => a - b)) {
    for (const step of together) {
      const isDone = isOpen && hasPassed(step, stateOf);
      steps.set(step.key, isDone ? 'approved' : isOpen ? 'waiting' : 'ahead');
      for (const seat of step.seats) {
        const state = stateOf(seat);
        if (isDone && (state === 'waiting' || state === 'ahead')) seats.set(seat.key, 'spared');
        else if (isOpen && state === 'ahead') seats.set(seat.key, 'waiting');
      }
    }
    isOpen &&= together.every((step) => steps.get(step.key) === 'approved');
  }
}
