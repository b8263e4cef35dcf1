import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import * as store from './store.ts';

export type WonDeal = store.WonDeal;

/**
 * Deals of an account that are won and not completed. Whoever may know how far a customer is trusted needs the whole sum, so those
 * that the scope does not reach are in it; the caller has asked for the right to know.
 */
export async function loadWonDeals(db: Db, scope: Scope, accountId: string): Promise<WonDeal[]> {
  return store.findWon(db, scope, accountId);
}
