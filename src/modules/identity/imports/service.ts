import type { Database, Db } from '../../../platform/db.ts';
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

export interface ImportedPerson {
  id: string;
  name: string;
  kind: 'user' | 'team';
}

/** People and teams that an import made. */
export async function listImportedPeople(db: Db, scope: Scope, importId: string): Promise<ImportedPerson[]> {
  permit(scope, 'user', 'view');
  const found = await store.findEvery(db, scope, importId);
  return found.map(({ id, name, isUser }) => ({ id, name, kind: isUser ? 'user' : 'team' }));
}

/** Deletes every person and team that an import made, whoever changed them since, and answers those that stay: they can sign in, or something belongs to them. */
export async function removeEveryImportedPerson(db: Database, scope: Scope, importId: string): Promise<ImportedPerson[]> {
  permit(scope, 'user', 'create');
  permit(scope, 'team', 'delete');
  const found = await store.findEvery(db, scope, importId);
  for (const { id, isUser, canSignIn } of found) if (!canSignIn) await tryDelete(db, scope, isUser ? 'users' : 'teams', id);
  return listImportedPeople(db, scope, importId);
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
