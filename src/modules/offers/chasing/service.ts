import { todayIn } from '../../../platform/days.ts';
import type { Database } from '../../../platform/db.ts';
import { inTx } from '../../../platform/tx.ts';
import { listWorkspaceIds, systemScope } from '../../identity/access/service.ts';
import { countOpenings } from '../../records/public-links/service.ts';
import { plan } from '../telling/service.ts';
import { findUnanswered, markChased } from './store.ts';

const most = 500;
/** Who comes back to a quote is thinking about it. */
const openedOften = 2;

/**
 * Asks whoever looks after a quote to follow it up: sent two days ago, or opened twice, and not answered. The task holds questions
 * that help; there is one a revision, however often this runs.
 */
export async function chaseQuotes(db: Database): Promise<void> {
  for (const workspaceId of await listWorkspaceIds(db)) {
    const scope = await systemScope(db, workspaceId);
    await inTx(db, async (tx) => {
      const found = await findUnanswered(tx, scope, todayIn(scope.timeZone), most);
      const opened = await countOpenings(
        tx,
        scope,
        found.flatMap(({ linkIds }) => linkIds),
      );
      const due = found.flatMap(({ id, quoteId, isQuiet, linkIds }) => {
        const isRead = linkIds.reduce((sum, link) => sum + (opened.get(link) ?? 0), 0) >= openedOften;
        return isRead || isQuiet ? [{ id, quoteId, what: isRead ? ('read' as const) : ('quiet' as const) }] : [];
      });
      for (const { quoteId, what } of due) await plan(tx, scope, quoteId, { what, by: '', text: null });
      await markChased(
        tx,
        scope,
        due.map(({ id }) => id),
      );
    });
  }
}
