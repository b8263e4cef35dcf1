import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';

export interface TourRow {
  skipped: string[];
  isClosed: boolean;
  version: number;
}

/** How far the person is; undefined while they have passed over nothing. */
export async function findTour(db: Db, scope: Scope, userId: string): Promise<TourRow | undefined> {
  return db
    .selectFrom('tours')
    .select(['skipped', 'isClosed', 'version'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

/** Makes the row that is changed next, where there is none. */
export async function insertTour(tx: Tx, scope: Scope, userId: string): Promise<void> {
  await tx
    .insertInto('tours')
    .values({ workspaceId: scope.workspaceId, userId })
    .onConflict((conflict) => conflict.constraint('tours_pk').doNothing())
    .execute();
}

/** Writes what changed if the version is the one given; answers whether it was. */
export async function updateTour(
  tx: Tx,
  scope: Scope,
  userId: string,
  version: number,
  changes: { skipped?: string[]; isClosed?: boolean },
): Promise<boolean> {
  const done = await tx
    .updateTable('tours')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', '=', userId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
