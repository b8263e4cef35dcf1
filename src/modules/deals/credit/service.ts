import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import * as store from './store.ts';

export type Owed = store.OwedRow;

/**
 * What an account has ordered by deals that are not completed yet. Whoever may know how far a customer is trusted needs the whole
 * sum, so deals that the scope does not reach are in it; the caller has asked for the right to know.
 */
export async function loadOwed(db: Db, scope: Scope, accountId: string, exceptDealId: string | null): Promise<Owed> {
  return store.findOwed(db, scope, accountId, exceptDealId);
}
