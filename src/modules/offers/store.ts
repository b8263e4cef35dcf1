import type { Updateable } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { DB } from '../../platform/db-types.ts';
import type { Scope } from '../../platform/scope.ts';

export type QuoteChanges = Omit<Updateable<DB['quotes']>, 'workspaceId' | 'id' | 'version' | 'updatedAt'>;

/** Writes what the quote mirrors of its newest revision, and counts its version up. */
export async function updateQuote(db: Db, scope: Scope, id: string, changes: QuoteChanges): Promise<void> {
  await db
    .updateTable('quotes')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Leaves a deal without a quote that its amount follows. */
export async function clearPrimary(db: Db, scope: Scope, dealId: string): Promise<void> {
  await db
    .updateTable('quotes')
    .set({ isPrimary: false })
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .where('isPrimary', '=', true)
    .execute();
}

/** Whether quotes have amounts in the workspace's currency: it then stays. */
export async function hasQuotes(db: Db, scope: Scope): Promise<boolean> {
  const row = await db.selectFrom('quotes').select('id').where('workspaceId', '=', scope.workspaceId).limit(1).executeTakeFirst();
  return row !== undefined;
}
