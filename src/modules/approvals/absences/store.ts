import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';

function rows(db: Db, scope: Scope) {
  return db
    .selectFrom('approvalAbsences as a')
    .innerJoin('users as u', (join) => join.onRef('u.workspaceId', '=', 'a.workspaceId').onRef('u.id', '=', 'a.userId'))
    .innerJoin('users as d', (join) => join.onRef('d.workspaceId', '=', 'a.workspaceId').onRef('d.id', '=', 'a.delegateId'))
    .select(['a.id', 'a.userId', 'u.name as userName', 'a.delegateId', 'd.name as delegateName', 'a.fromOn', 'a.untilOn'])
    .where('a.workspaceId', '=', scope.workspaceId);
}

export type AbsenceRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

/** What is and what comes of one person, soonest first. */
export async function listAbsences(db: Db, scope: Scope, userId: string, today: string): Promise<AbsenceRow[]> {
  return rows(db, scope)
    .where('a.userId', '=', userId)
    .where('a.untilOn', '>=', today)
    .orderBy('a.fromOn')
    .orderBy('a.id')
    .limit(100)
    .execute();
}

export async function findAbsence(db: Db, scope: Scope, id: string): Promise<AbsenceRow | undefined> {
  return rows(db, scope).where('a.id', '=', id).executeTakeFirst();
}

/** Who is away on a day, with their delegate; of several the one that was written last. */
export async function findAway(db: Db, scope: Scope, day: string): Promise<{ userId: string; delegateId: string }[]> {
  return db
    .selectFrom('approvalAbsences')
    .select(['userId', 'delegateId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('untilOn', '>=', day)
    .where('fromOn', '<=', day)
    .orderBy('id')
    .execute();
}

export async function insertAbsence(
  tx: Tx,
  scope: Scope,
  values: { userId: string; delegateId: string; fromOn: string; untilOn: string },
): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('approvalAbsences')
    .values({ ...values, id, workspaceId: scope.workspaceId })
    .execute();
  return id;
}

export async function deleteAbsence(tx: Tx, scope: Scope, userId: string, id: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('approvalAbsences')
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
