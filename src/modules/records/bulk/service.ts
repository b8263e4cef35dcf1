import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { faultsOf } from '../../../platform/faults.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import type { Selection } from '../entities/contract.ts';
import type { Entity, Input, Row } from '../entities/rules.ts';
import { applyChanges, setRemoved } from '../entities/service.ts';
import { selectIds } from '../listing/service.ts';
import { findRows } from '../rows/service.ts';

/** A bulk change acts on at most this many records; more is refused whole. */
export const bulkLimit = 10_000;
const batchSize = 1000;

export interface BulkResult {
  changed: number;
  refused: { id: string; code: string }[];
}

/** Ids named, or those a filter finds (in the bin when `deleted`). */
async function idsOf(db: Db, scope: Scope, entity: Entity, select: Selection, deleted = false): Promise<string[]> {
  if ('ids' in select) return [...new Set(select.ids)];
  return selectIds(db, scope, entity, select.filter, bulkLimit, deleted);
}

/**
 * Gives many records the same values, all in one transaction. Records the right does not reach are left and reported;
 * bad values refuse the whole.
 */
export async function bulkUpdate(db: Db, scope: Scope, entity: Entity, select: Selection, changes: Input): Promise<BulkResult> {
  permit(scope, entity.object, 'edit');
  const parsed = entity.endpoints.Update.omit({ version: true }).safeParse(changes, { reportInput: true });
  if (!parsed.success) throw new DomainError('invalid_input', { fields: faultsOf(parsed.error, 'body/changes') });
  return inTx(db, async (tx) => {
    const ids = await idsOf(tx, scope, entity, select);
    const refused: BulkResult['refused'] = [];
    let changed = 0;
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize);
      const rows = await findRows(tx, scope, entity, batch, { lock: true });
      const allowed = rows.filter((row) => reaches(scope, entity.object, 'edit', owned(row)));
      const seen = new Set(rows.map((row) => row['id']));
      const ok = new Set(allowed.map((row) => row['id']));
      refused.push(...batch.filter((id) => !ok.has(id)).map((id) => ({ id, code: seen.has(id) ? 'forbidden' : 'not_found' })));
      await applyChanges(
        tx,
        scope,
        entity,
        allowed.map((row) => ({ row, changes: parsed.data })),
      );
      changed += allowed.length;
    }
    return { changed, refused: refused.slice(0, 1000) };
  });
}

function owned(row: Row): { ownerId: string | null; teamId: string } {
  return { ownerId: typeof row['ownerId'] === 'string' ? row['ownerId'] : null, teamId: String(row['teamId']) };
}

/** Moves many records to the bin, or takes them back. */
export async function bulkRemove(db: Db, scope: Scope, entity: Entity, select: Selection, removed: boolean): Promise<BulkResult> {
  permit(scope, entity.object, 'delete');
  const ids = await idsOf(db, scope, entity, select, !removed);
  const result = await setRemoved(db, scope, entity, ids, removed);
  return { changed: result.changed.length, refused: result.refused.slice(0, 1000) };
}
