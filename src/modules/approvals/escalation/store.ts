import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';

/** Seats that wait longer than they should, the latest first. */
export async function findLate(db: Db, scope: Scope, now: string): Promise<{ id: string; requestId: string }[]> {
  return db
    .selectFrom('approvalSeats')
    .select(['id', 'requestId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('state', '=', 'waiting')
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(500)
    .execute();
}

/** Requests with a seat whose people are to be reminded. */
export async function findToRemind(db: Db, scope: Scope, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('approvalSeats')
    .select('requestId')
    .distinct()
    .where('workspaceId', '=', scope.workspaceId)
    .where('state', '=', 'waiting')
    .where('remindAt', '<=', now)
    .limit(500)
    .execute();
  return rows.map(({ requestId }) => requestId);
}

export async function clearReminders(db: Db, scope: Scope, requestId: string, now: string): Promise<void> {
  await db
    .updateTable('approvalSeats')
    .set({ remindAt: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('requestId', '=', requestId)
    .where('remindAt', '<=', now)
    .execute();
}

/** Requests in which a seat waits for one of these people. */
export async function findWaitingFor(db: Db, scope: Scope, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .selectFrom('approvalHolders')
    .select('requestId')
    .distinct()
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', 'in', [...userIds])
    .where('isWaiting', '=', true)
    .execute();
  return rows.map(({ requestId }) => requestId);
}
