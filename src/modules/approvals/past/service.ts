import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { dateRequests } from '../store.ts';

/** Says of what was asked and decided about a subject in this transaction that it was at another time: a sample is told as of the past. */
export async function dateApprovals(tx: Tx, scope: Scope, subjectId: string, at: string): Promise<void> {
  await dateRequests(tx, scope, subjectId, at);
}
