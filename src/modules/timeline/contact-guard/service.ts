import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ActivityKind } from '../contract.ts';

/** An activity by which we approach somebody; `index` is its place in the batch. */
export interface Approach {
  index: number;
  kind: ActivityKind;
  recordIds: readonly string[];
}

/** Says which approaches must not be made. Higher modules know who does not want to be contacted. */
export type ContactGuard = (
  tx: Tx,
  scope: Scope,
  approaches: readonly Approach[],
) => Promise<{ index: number; code: string; params: Record<string, unknown> }[]>;

const contactGuards: ContactGuard[] = [];

/** Adds somebody who is asked before an outgoing call, mail or message is written; called at composition. */
export function registerContactGuard(guard: ContactGuard): void {
  if (!contactGuards.includes(guard)) contactGuards.push(guard);
}

/** Refuses the batch for the first approach that must not be made. */
export async function refuseBarred(tx: Tx, scope: Scope, approaches: readonly Approach[]): Promise<void> {
  if (approaches.length === 0) return;
  for (const guard of contactGuards) {
    const [first] = await guard(tx, scope, approaches);
    if (first) throw new DomainError(first.code, { params: first.params, extra: { index: first.index } });
  }
}
