import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import * as store from './store.ts';

export type OwedOrder = store.OwedOrder;

/**
 * Orders of an account by which its exposure is measured: open ones, and those of these deals and quotes whatever became of them.
 * Those that the scope does not reach are in it: the caller has asked for the right to know how far a customer is trusted.
 */
export async function loadOwedOrders(
  db: Db,
  scope: Scope,
  accountId: string,
  of: { dealIds: readonly string[]; quoteIds: readonly string[] },
): Promise<OwedOrder[]> {
  return store.findOwed(db, scope, accountId, of);
}
