import type { Db } from '../../../platform/db.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface SessionRow {
  id: string;
  userId: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: string;
  lastSeenAt: string;
}

export interface FoundSession {
  id: string;
  userId: string;
  proof: string;
  createdAt: string;
}

export async function findSession(db: Db, token: string): Promise<FoundSession | undefined> {
  return db
    .selectFrom('auth.session')
    .select(['id', 'userId', 'proof', 'createdAt'])
    .where('token', '=', token)
    .where('expiresAt', '>', new Date().toISOString())
    .executeTakeFirst();
}

/** `workspaceId` keeps to sessions in that workspace. */
export async function listSessions(db: Db, authUserId: string, workspaceId: string | null): Promise<SessionRow[]> {
  return db
    .selectFrom('auth.session')
    .select(['id', 'userId', 'userAgent', 'ipAddress', 'createdAt', 'lastSeenAt'])
    .where('userId', '=', authUserId)
    .$if(workspaceId !== null, (query) => query.where('activeWorkspaceId', '=', workspaceId))
    .where('expiresAt', '>', new Date().toISOString())
    .orderBy('lastSeenAt', 'desc')
    .limit(200)
    .execute();
}

export async function deleteSession(db: Db, authUserId: string, id: string, workspaceId: string | null): Promise<boolean> {
  let sessions = db.deleteFrom('auth.session').where('id', '=', id).where('userId', '=', authUserId);
  if (workspaceId !== null) sessions = sessions.where('activeWorkspaceId', '=', workspaceId);
  return (await sessions.executeTakeFirst()).numDeletedRows > 0n;
}

export async function deleteOtherSessions(db: Db, authUserId: string, keptId: string, workspaceId: string | null): Promise<void> {
  let sessions = db.deleteFrom('auth.session').where('userId', '=', authUserId).where('id', '!=', keptId);
  if (workspaceId !== null) sessions = sessions.where('activeWorkspaceId', '=', workspaceId);
  await sessions.execute();
}

/** Ends a person's sessions in one workspace; those they have in another go on. */
export async function deleteSessionsIn(tx: Tx, authUserId: string, workspaceId: string): Promise<void> {
  await tx.deleteFrom('auth.session').where('userId', '=', authUserId).where('activeWorkspaceId', '=', workspaceId).execute();
}

export async function deleteExpired(db: Db): Promise<void> {
  const now = new Date().toISOString();
  await db.deleteFrom('auth.session').where('expiresAt', '<', now).execute();
  await db.deleteFrom('auth.verification').where('expiresAt', '<', now).execute();
}

export interface Opening {
  workspaceId: string;
  userId: string;
  ipAddress: string;
  userAgent: string | null;
  proof: string;
}

export async function openIn(db: Db, token: string, opening: Opening): Promise<void> {
  const { workspaceId, userId, ipAddress, userAgent, proof } = opening;
  await db
    .updateTable('auth.session')
    .set({ activeWorkspaceId: workspaceId, ipAddress, userAgent, proof })
    .where('token', '=', token)
    .execute();
  const lastSeenAt = new Date().toISOString();
  await db.updateTable('users').set({ lastSeenAt }).where('workspaceId', '=', workspaceId).where('id', '=', userId).execute();
}

export async function setActiveWorkspace(db: Db, sessionId: string, workspaceId: string): Promise<void> {
  await db
    .updateTable('auth.session')
    .set({ activeWorkspaceId: workspaceId, viewedUserId: null, viewedRoleId: null, viewingEndsAt: null })
    .where('id', '=', sessionId)
    .execute();
}
