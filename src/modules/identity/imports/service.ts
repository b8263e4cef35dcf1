import type { Database } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { violationOf } from '../../../platform/violation.ts';
import * as store from './store.ts';

/** Deletes the people and teams that an import made, as far as nothing belongs to them and nobody has changed or invited them. */
export async function removeImportedPeople(
  db: Database,
  scope: Scope,
  importId: string,
): Promise<{ removed: number; kept: number }> {
  const { users, teams } = await store.findImported(db, scope, importId);
  if (users.length + teams.length > 0) permit(scope, 'user', 'create');
  const changed = (await store.countUsers(db, scope, importId)) - users.length;
  let removed = 0;
  for (const id of users) removed += await tryDelete(db, scope, 'users', id);
  for (const id of teams) removed += await tryDelete(db, scope, 'teams', id);
  return { removed, kept: changed + users.length + teams.length - removed };
}

async function tryDelete(db: Database, scope: Scope, table: 'users' | 'teams', id: string): Promise<number> {
  try {
    await store.deleteOne(db, scope, table, id);
    return 1;
  } catch (error) {
    if (violationOf(error)?.kind === 'foreignKey') return 0;
    throw error;
  }
}
