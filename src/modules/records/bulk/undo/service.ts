import type { Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { permit, reaches } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import type { BulkResult } from '../contract.ts';
import { type Entity, entityOf, type Input } from '../../entities/rules.ts';
import { applyChanges, setRemoved } from '../../entities/service.ts';
import { findRows } from '../../rows/service.ts';
import { ownedBy } from '../../plans/service.ts';
import { refusedOf } from '../rules.ts';
import { type Before, undoneOf } from './rules.ts';
import * as store from './store.ts';

export { type Before, beforeOf } from './rules.ts';

const batchSize = 1000;
const oldest = (): string => new Date(Date.now() - 86_400_000).toISOString();

/** Keeps what a bulk change wrote over, so that it can be undone; nothing to keep, or nobody who could ask, is null. */
export async function keepChange(
  tx: Tx,
  scope: Scope,
  object: string,
  change: { kind: 'update' | 'remove'; written: Input; before: readonly Before[] },
): Promise<string | null> {
  if (scope.userId === null || change.before.length === 0) return null;
  return store.insertChange(tx, scope, { object, madeBy: scope.userId, ...change }, oldest());
}

/** Writes back what a bulk change wrote over, where nobody has changed it since. With the rights of today, and once. */
export async function undoBulkChange(db: Db, scope: Scope, id: string): Promise<BulkResult> {
  return inTx(db, async (tx) => {
    const change = scope.userId === null ? undefined : await store.lockChange(tx, scope, id, scope.userId, oldest());
    if (!change) throw new DomainError('not_found');
    const entity = entityOf(change.object);
    permit(scope, entity.object, change.kind === 'remove' ? 'delete' : 'edit');
    if (change.undoneAt !== null) throw new DomainError('records.already_undone', { status: 409 });
    await store.setUndone(tx, scope, id);
    return change.kind === 'remove' ? takeBack(tx, scope, entity, change) : writeBack(tx, scope, entity, change);
  });
}

async function takeBack(tx: Tx, scope: Scope, entity: Entity, { before }: store.BulkChange): Promise<BulkResult> {
  const ids = before.map(([id]) => id);
  const { changed, refused } = await setRemoved(tx, scope, entity, ids, false);
  return { changed: changed.length, ...refusedOf(refused), undoId: null };
}

async function writeBack(tx: Tx, scope: Scope, entity: Entity, { written, before }: store.BulkChange): Promise<BulkResult> {
  const refused: BulkResult['refused'] = [];
  let changed = 0;
  for (let start = 0; start < before.length; start += batchSize) {
    const batch = new Map(before.slice(start, start + batchSize));
    const rows = await findRows(tx, scope, entity, [...batch.keys()], { lock: true });
    const allowed = rows.filter((row) => reaches(scope, entity.object, 'edit', ownedBy(row)));
    const reached = new Set(allowed.map((row) => row['id']));
    refused.push(...[...batch.keys()].filter((one) => !reached.has(one)).map((one) => ({ id: one, code: 'forbidden' })));
    const updates = allowed.map((row) => ({ row, changes: undoneOf(row, written, batch.get(String(row['id'])) ?? {}) }));
    changed += await applyChanges(tx, scope, entity, updates);
  }
  return { changed, ...refusedOf(refused), undoId: null };
}
