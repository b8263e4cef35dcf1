import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import * as store from './store.ts';

/** Whether any of the records (a deal, its account, its contacts) has such an activity. */
export async function hasActivity(
  db: Db,
  scope: Scope,
  recordIds: readonly string[],
  wanted: store.ActivityWanted,
): Promise<boolean> {
  return (await store.findEarliest(db, scope, recordIds, wanted)).size > 0;
}

/** Per record, when its first matching activity was; records without one are missing. */
export async function findFirstActivities(
  db: Db,
  scope: Scope,
  recordIds: readonly string[],
  wanted: store.ActivityWanted,
): Promise<Map<string, string>> {
  return store.findEarliest(db, scope, recordIds, wanted);
}

/** Shows everything that is about one record on others too (a converted lead's account, contact and deal). */
export async function linkActivities(tx: Tx, scope: Scope, fromId: string, toIds: readonly string[]): Promise<void> {
  await store.copyLinks(tx, scope, fromId, toIds);
}
