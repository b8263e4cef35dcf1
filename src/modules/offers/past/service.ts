import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { dateEvents } from '../../../platform/events.ts';
import { dateApprovals } from '../../approvals/past/service.ts';
import { dateRevisions } from './store.ts';

/**
 * Says of what was done in this transaction with a quote and its deal that it was at another time: a sample is told as of the past.
 * Nobody is asked to follow it up.
 */
export async function dateQuote(
  tx: Tx,
  scope: Scope,
  { quoteId, dealId }: { quoteId: string; dealId: string },
  at: string,
): Promise<void> {
  await dateRevisions(tx, scope, quoteId, at);
  await dateApprovals(tx, scope, quoteId, at);
  await dateEvents(tx, scope, [quoteId, dealId], at);
}
