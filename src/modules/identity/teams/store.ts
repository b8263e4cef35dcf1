import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Team } from './contract.ts';

function teamRows(db: Db, scope: Scope) {
  return db
    .selectFrom('teams as t')
    .select((eb) => [
      't.id',
      't.parentId',
      't.name',
      't.path',
      't.version',
      eb
        .selectFrom('users as u')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('u.workspaceId', '=', 't.workspaceId')
        .where('u.workspaceId', '=', scope.workspaceId)
        .whereRef('u.teamId', '=', 't.id')
        .where('u.isActive', '=', true)
        .$asScalar()
        .$castTo<number>()
        .as('memberCount'),
    ])
    .where('t.workspaceId', '=', scope.workspaceId);
}

export async function listTeams(db: Db, scope: Scope): Promise<Team[]> {
  return teamRows(db, scope).orderBy('t.name').orderBy('t.id').execute();
}

export async function findTeam(db: Db, scope: Scope, id: string): Promise<Team | undefined> {
  return teamRows(db, scope).where('t.id', '=', id).executeTakeFirst();
}

/** Changes to the tree go one after another, so that two moves at once cannot make a cycle. */
export async function lockTree(tx: Tx, scope: Scope): Promise<{ id: string; path: string[] }> {
  return tx
    .selectFrom('teams')
    .select(['id', 'path'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('parentId', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function insertTeam(
  tx: Tx,
  scope: Scope,
  team: { parentId: string; name: string; parentPath: string[]; importId?: string },
): Promise<string> {
  const id = uuidv7();
  const { parentId, name, parentPath, importId = null } = team;
  await tx
    .insertInto('teams')
    .values({ workspaceId: scope.workspaceId, id, parentId, name, path: [...parentPath, id], importId })
    .execute();
  return id;
}

export async function updateTeam(
  tx: Tx,
  scope: Scope,
  id: string,
  version: number,
  changes: { name?: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('teams')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Ids and paths of a team and of all teams below it. */
export async function listSubtree(db: Db, scope: Scope, id: string): Promise<{ id: string; path: string[] }[]> {
  const rows = await db.selectFrom('teams').select(['id', 'path']).where('workspaceId', '=', scope.workspaceId).execute();
  return rows.filter((row) => row.path.includes(id));
}

export async function setPath(tx: Tx, scope: Scope, id: string, path: string[]): Promise<void> {
  const parentId = path.at(-2) ?? null;
  await tx
    .updateTable('teams')
    .set({ path, parentId })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Invitations that are over keep no team alive. */
export async function deleteClosedInvitations(tx: Tx, scope: Scope, teamId: string): Promise<void> {
  await tx
    .deleteFrom('invitations')
    .where('workspaceId', '=', scope.workspaceId)
    .where('teamId', '=', teamId)
    .where((eb) =>
      eb.or([eb('acceptedAt', 'is not', null), eb('revokedAt', 'is not', null), eb('expiresAt', '<', new Date().toISOString())]),
    )
    .execute();
}

export async function deleteTeam(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('teams').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}
