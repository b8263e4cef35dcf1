import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';

/** The quote that a deal's amount follows. */
export async function findPrimary(db: Db, scope: Scope, dealId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('quotes')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .where('isPrimary', '=', true)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
}
