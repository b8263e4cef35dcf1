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

let contactGuard: ContactGuard | null = null;

/** Sets who is asked before an outgoing call, mail or message is written; called once at composition. */
export function registerContactGuard(guard: ContactGuard): void {
  contactGuard = guard;
}

/** Refuses the batch for the first approach that must not be made. */
export async function refuseBarred(tx: Tx, scope: Scope, approaches: readonly Approach[]): Promise<void> {
  if (!contactGuard || approaches.length === 0) return;
  const [first] = await contactGuard(tx, scope, approaches);
  if (first) throw new DomainError(first.code, { params: first.params, extra: { index: first.index } });
}
