import type { Level } from '../../platform/levels.ts';
import { type StepKey, stepKeys, type TourStep } from './contract.ts';

/** How far a right reaches for the person. */
export type Rights = (object: string, action: string) => Level;

interface Need {
  object: string;
  action: string;
  /** Levels of that right for which the step means something; any above none unless given. */
  levels?: readonly Level[];
  /** Whoever has this right has other things to do first. */
  notWith?: readonly [object: string, action: string];
}

/** What a role must be able to do for a step to be its own. */
export const needs: Readonly<Record<StepKey, Need>> = {
  workspace: { object: 'workspace', action: 'create' },
  invite: { object: 'invitation', action: 'create' },
  data: { object: 'demo', action: 'load' },
  process: { object: 'process', action: 'view' },
  move: { object: 'deal', action: 'move' },
  figures: { object: 'insights', action: 'view', levels: ['team', 'teamTree', 'all'], notWith: ['invitation', 'create'] },
};

/** The steps of somebody with these rights. The process is looked at by those who take deals through it. */
export function stepsFor(rights: Rights): StepKey[] {
  const has = (key: StepKey): boolean => {
    const { object, action, levels, notWith } = needs[key];
    const level = rights(object, action);
    if (notWith && rights(...notWith) !== 'none') return false;
    return levels ? levels.includes(level) : level !== 'none';
  };
  return stepKeys.filter((key) => has(key) && (key !== 'process' || has('move')));
}

/** Each step with how it stands. What was done counts, also when it had been passed over. */
export function statesOf(keys: readonly StepKey[], done: ReadonlySet<StepKey>, skipped: readonly string[]): TourStep[] {
  return keys.map((key) => ({ key, state: done.has(key) ? 'done' : skipped.includes(key) ? 'skipped' : 'open' }));
}
