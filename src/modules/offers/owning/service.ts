import { actingAs, type Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { applyChanges } from '../../records/entities/service.ts';
import type { Moved, OwnerFollower } from '../../records/following/rules.ts';
import { handOverLinks } from '../../records/public-links/service.ts';
import { findRows } from '../../records/rows/service.ts';
import { quoteEntity } from '../entity.ts';
import * as store from './store.ts';

/**
 * Gives the open quotes of deals to the deals' new owner, with the links by which customers read them. One that belonged to somebody
 * else than the deal's owner stays theirs; what was accepted or is over stays with whoever it was.
 */
async function followDeals(tx: Tx, scope: Scope, moved: readonly Moved[]): Promise<void> {
  const system = actingAs(await systemScope(tx, scope.workspaceId), scope.actor);
  const byDeal = new Map<unknown, Moved>(moved.map((one) => [one.id, one]));
  const ids = await store.findOpen(
    tx,
    system,
    moved.map(({ id }) => id),
  );
  const rows = ids.length === 0 ? [] : await findRows(tx, system, quoteEntity, ids, { lock: true });
  const updates = rows.flatMap((row) => {
    const deal = byDeal.get(row['dealId']);
    return deal && (row['ownerId'] ?? null) === deal.from.ownerId ? [{ row, changes: { ...deal.to }, from: deal.from }] : [];
  });
  await applyChanges(tx, system, quoteEntity, updates);
  for (const { row, from, changes } of updates)
    if (from.ownerId !== null && changes.ownerId !== null && from.ownerId !== changes.ownerId)
      await handOverLinks(tx, system, String(row['id']), from.ownerId, changes.ownerId);
}

export const quotesFollowDeals: OwnerFollower = { object: 'deal', follow: followDeals };
