import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findSold } from './store.ts';

/** Whether each of the products is sold, of those that the scope may see and that are not in the bin. */
export async function areSold(db: Db, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  return new Map((await findSold(db, scope, ids)).map(({ id, isActive }) => [id, isActive]));
}
