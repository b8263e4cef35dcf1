import type { Database, Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import * as store from './store.ts';

/** Deletes for good the activities that an import made and nobody has changed since; answers how many. */
export async function removeImportedActivities(db: Database, scope: Scope, importId: string): Promise<number> {
  permit(scope, 'activity', 'create');
  return store.deleteImported(db, scope, importId);
}

/** Activities that an import made, and those that stand on its records. */
export async function listImportedActivities(
  db: Db,
  scope: Scope,
  importId: string,
  recordIds: readonly string[],
): Promise<string[]> {
  permit(scope, 'activity', 'view');
  return store.findOf(db, scope, importId, recordIds);
}

/** Deletes for good the activities that an import made, whoever changed them since. */
export async function removeEveryImportedActivity(db: Database, scope: Scope, importId: string): Promise<void> {
  permit(scope, 'activity', 'delete');
  await store.deleteEvery(db, scope, importId);
}

/** Of some records those with an activity that did not come into being with them, or that somebody has changed. */
export async function findWrittenOn(tx: Tx, scope: Scope, ids: readonly string[]): Promise<string[]> {
  return store.findWrittenOn(tx, scope, ids);
}
