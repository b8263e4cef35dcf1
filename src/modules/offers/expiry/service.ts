import { todayIn } from '../../../platform/days.ts';
import type { Database } from '../../../platform/db.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { releasePromotions } from '../../catalogue/promotions/service.ts';
import { listWorkspaceIds, systemScope } from '../../identity/access/service.ts';
import { expire } from './store.ts';

/**
 * Writes down which quotes have run out, so that lists find them; that one is over counts from its day on, whether this has
 * run or not.
 */
export async function expireQuotes(db: Database): Promise<void> {
  for (const workspaceId of await listWorkspaceIds(db)) {
    const scope = await systemScope(db, workspaceId);
    const today = todayIn(scope.timeZone);
    for (let found = 500; found >= 500;) found = await inTx(db, async (tx) => expireIn(tx, scope, today));
  }
}

/** The same for some of one workspace; answers how many. */
export async function expireIn(tx: Tx, scope: Scope, today: string): Promise<number> {
  const over = await expire(tx, scope, today);
  const ids = over.map(({ id }) => id);
  await releasePromotions(tx, scope, ids);
  await appendEvents(
    tx,
    scope,
    over
      .filter(({ isNewest }) => isNewest)
      .map(({ id, revision }) => ({ kind: 'quote.expired', subjectKind: 'quote', subjectId: id, data: { revision } })),
  );
  return over.length;
}
