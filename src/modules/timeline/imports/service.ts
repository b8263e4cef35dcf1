import type { Database } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import * as store from './store.ts';

/** Deletes for good the activities that an import made and nobody has changed since; answers how many. */
export async function removeImportedActivities(db: Database, scope: Scope, importId: string): Promise<number> {
  permit(scope, 'activity', 'create');
  return store.deleteImported(db, scope, importId);
}
