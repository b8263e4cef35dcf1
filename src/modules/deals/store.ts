import type { Selectable, Updateable } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { DB } from '../../platform/db-types.ts';
import type { Scope } from '../../platform/scope.ts';

/** A deal as its table has it. */
export type DealRow = Selectable<DB['deals']>;

export type DealChanges = Omit<Updateable<DB['deals']>, 'workspaceId' | 'id' | 'version' | 'updatedAt'>;

export async function findDeal(db: Db, scope: Scope, id: string): Promise<DealRow | undefined> {
  return db.selectFrom('deals').selectAll().where('workspaceId', '=', scope.workspaceId).where('id', '=', id).executeTakeFirst();
}

export async function findDeals(db: Db, scope: Scope, ids: readonly string[]): Promise<DealRow[]> {
  if (ids.length === 0) return [];
  const rows = db.selectFrom('deals').selectAll().where('workspaceId', '=', scope.workspaceId);
  return rows.where('id', 'in', [...ids]).execute();
}

/** Locks a deal, in the bin too. */
export async function holdDeal(db: Db, scope: Scope, id: string): Promise<void> {
  const deal = db.selectFrom('deals').select('id').where('workspaceId', '=', scope.workspaceId).where('id', '=', id);
  await deal.forNoKeyUpdate().execute();
}

/** Writes columns of a deal that its caller has locked, and counts its version up. */
export async function updateDealRow(db: Db, scope: Scope, id: string, changes: DealChanges): Promise<void> {
  await db
    .updateTable('deals')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Writes what only mirrors other records (next step, last activity, products): no edit that another editor could lose. */
export async function mirrorDeal(db: Db, scope: Scope, id: string, changes: DealChanges): Promise<void> {
  await db.updateTable('deals').set(changes).where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Whether any deal has an amount: the workspace's currency then stays. */
export async function hasAmounts(db: Db, scope: Scope): Promise<boolean> {
  const row = await db
    .selectFrom('deals')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('amountMinor', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
