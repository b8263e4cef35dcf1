import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { NewWorkspace, Role } from '../contract.ts';

/** Keeps two first set-ups apart: the second waits here and then finds the first one's workspace. */
export async function lockInstallation(tx: Tx): Promise<void> {
  await tx.selectFrom('auth.installation').select('isOnly').forUpdate().execute();
}

export async function hasWorkspace(db: Db): Promise<boolean> {
  return (await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Inserts a workspace; undefined when its slug is taken. */
export async function insertWorkspace(tx: Tx, input: NewWorkspace, slug: string): Promise<string | undefined> {
  const { workspaceName: name, currency, timeZone, language } = input;
  const row = await tx
    .insertInto('workspaces')
    .values({ id: uuidv7(), name, slug, currency, timeZone, language })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function insertRootTeam(tx: Tx, workspaceId: string, name: string): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('teams')
    .values({ workspaceId, id, parentId: null, name, path: [id] })
    .execute();
  return id;
}

export interface NewOwner {
  name: string;
  email: string;
  role: Role;
  authUserId: string;
}

export async function insertFirstUser(tx: Tx, workspaceId: string, teamId: string, owner: NewOwner): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('users')
    .values({ workspaceId, id, teamId, ...owner, lastSeenAt: new Date().toISOString() })
    .execute();
  return id;
}

export interface WorkspaceUpdate {
  name?: string;
  currency?: string;
  timeZone?: string;
  language?: string;
  revenueIncludesTax?: boolean | null;
  secondStepFor?: string;
}

export async function updateWorkspace(tx: Tx, scope: Scope, version: number, changes: WorkspaceUpdate): Promise<boolean> {
  const done = await tx
    .updateTable('workspaces')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', scope.workspaceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export interface SelfUpdate {
  name?: string;
  language?: string | null;
  timeZone?: string | null;
}

export async function updateSelf(tx: Tx, scope: Scope, version: number, changes: SelfUpdate): Promise<boolean> {
  const done = await tx
    .updateTable('users')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', scope.userId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
