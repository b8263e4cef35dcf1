import type { Values } from '../../approvals/conditions/rules.ts';

/** A deal about to come into a stage, as rules look at it. */
export interface Entry {
  /** Key of the stage: the same in every version of a process. */
  stage: string;
  /** In the workspace's currency; null while it is not known. */
  amountMinor: number | null;
  /** What it leaves over its costs; null while it is not known. */
  marginBp: number | null;
  /** Required criteria of the stages it leaves that do not hold. */
  unmet: number;
  /** Whether they are let pass for a reason. */
  isWaived: boolean;
  /** Whether it passes over stages. */
  isSkipping: boolean;
}

export function entryValues({ stage, amountMinor, marginBp, unmet, isWaived, isSkipping }: Entry): Values {
  return { stage, amountMinor, marginBp, unmetCount: unmet, isWaived: isWaived && unmet > 0, isSkipping };
}
