import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import { faultsOf } from '../../../platform/faults.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { Selection } from '../entities/contract.ts';
import type { BulkResult } from './contract.ts';
import { type Entity, type Input, type Row, titleOf } from '../entities/rules.ts';
import { applyChanges, setRemoved } from '../entities/service.ts';
import { refuseUnwritable } from '../field-rights/rules.ts';
import { selectIds } from '../listing/service.ts';
import { findRows } from '../rows/service.ts';
import { changesOf, gathered, ownedBy, planChanges } from '../plans/service.ts';
import { type Refusal, tryAll } from '../trials/service.ts';
import { refusedOf } from './rules.ts';
import { type Before, beforeOf, keepChange } from './undo/service.ts';

/** A bulk change acts on at most this many records; more is refused whole. */
export const bulkLimit = 10_000;
const batchSize = 1000;
/** Records that a refusal names. */
const namedLimit = 50;

/**
 * Ids named, or those a filter finds (in the bin when `deleted`), in the one order in which all bulk changes lock: two that overlap
 * wait for one another and never each for the other.
 */
async function idsOf(db: Db, scope: Scope, entity: Entity, select: Selection, deleted = false): Promise<string[]> {
  const ids = 'ids' in select ? [...new Set(select.ids)] : await selectIds(db, scope, entity, select.filter, bulkLimit, deleted);
  return ids.toSorted();
}

interface Invalid {
  row: Row;
  reasons: readonly Refusal[];
}

/**
 * Gives many records the same values, all in one transaction. Records the right does not reach are left and reported. Where
 * rules refuse some, nothing is written and each is named, unless those shall be left out. What was written over is kept for
 * a day, to be undone.
 */
export async function bulkUpdate(
  db: Db,
  scope: Scope,
  entity: Entity,
  select: Selection,
  changes: Input,
  skipInvalid = false,
): Promise<BulkResult> {
  permit(scope, entity.object, 'edit');
  const parsed = entity.endpoints.Update.omit({ version: true }).safeParse(changes, { reportInput: true });
  if (!parsed.success) throw new DomainError('invalid_input', { fields: faultsOf(parsed.error, 'body/changes') });
  // A field that the role does not write is refused as such, however many records there are, and none is left out for it.
  refuseUnwritable(scope, entity, [gathered(parsed.data)], false);
  return inTx(db, async (tx) => {
    const ids = await idsOf(tx, scope, entity, select);
    const refused: BulkResult['refused'] = [];
    const allowed: Row[] = [];
    for (const batch of batches(ids)) {
      const rows = await findRows(tx, scope, entity, batch, { lock: true });
      const [seen, within] = [new Set(rows.map((row) => row['id'])), rows.filter((row) => reachesRow(scope, entity, row))];
      const ok = new Set(within.map((row) => row['id']));
      refused.push(...batch.filter((id) => !ok.has(id)).map((id) => ({ id, code: seen.has(id) ? 'forbidden' : 'not_found' })));
      allowed.push(...within);
    }
    const invalid = await invalidOf(tx, scope, entity, allowed, parsed.data);
    if (invalid.length > 0 && !skipInvalid) refuseInvalid(entity, invalid, allowed.length);
    const out = new Set(invalid.map(({ row }) => row));
    const valid = allowed.filter((row) => !out.has(row));
    refused.push(...invalid.map(({ row, reasons }) => ({ id: String(row['id']), code: reasons[0]?.code ?? 'invalid_input' })));
    const undoId = await write(tx, scope, entity, valid, parsed.data);
    return { changed: valid.length, ...refusedOf(refused), undoId };
  });
}

function* batches<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += batchSize) yield all.slice(start, start + batchSize);
}

function reachesRow(scope: Scope, entity: Entity, row: Row): boolean {
  return reaches(scope, entity.object, 'edit', ownedBy(row));
}

/** Those of the rows that the rules refuse these changes on, each with its reasons. */
async function invalidOf(tx: Tx, scope: Scope, entity: Entity, rows: readonly Row[], changes: Input): Promise<Invalid[]> {
  const invalid: Invalid[] = [];
  for (const batch of batches(rows)) {
    const rowOf = new Map(batch.map((row) => [String(row['id']), row]));
    const asked = changesOf(batch.map((row) => ({ row, changes })));
    const tried = await tryAll(tx, asked, async (inner, some) => void (await planChanges(inner, scope, entity, some)));
    for (const [place, reasons] of tried) {
      const row = rowOf.get(asked[place]?.id ?? '');
      if (row) invalid.push({ row, reasons });
    }
  }
  return invalid;
}

/** Names what cannot be changed: the value, when no record takes it, else the records. */
function refuseInvalid(entity: Entity, invalid: readonly Invalid[], count: number): never {
  const [first] = invalid;
  const codeOf = ({ reasons }: Invalid): string => `${reasons[0]?.code ?? ''} ${reasons[0]?.path ?? ''}`;
  if (first && invalid.length === count && invalid.every((one) => codeOf(one) === codeOf(first))) {
    const fields = first.reasons.map((reason) => faultOf(reason, 'body/changes'));
    throw new DomainError('invalid_input', { fields });
  }
  const named = invalid.slice(0, namedLimit);
  throw new DomainError('records.rows_invalid', {
    params: { count: invalid.length, valid: count - invalid.length },
    fields: named.flatMap(({ row, reasons }) => reasons.map((reason) => faultOf(reason, `rows/${String(row['id'])}`))),
    extra: {
      valid: count - invalid.length,
      invalid: invalid.length,
      rows: named.map(({ row }) => ({ id: row['id'], title: titleOf(entity, row) })),
    },
  });
}

function faultOf({ code, params, path }: Refusal, below: string): FieldFault {
  return { pointer: `/${below}${path === null ? '' : `/${path}`}`, code, params };
}

async function write(tx: Tx, scope: Scope, entity: Entity, rows: readonly Row[], changes: Input): Promise<string | null> {
  const before: Before[] = [];
  for (const batch of batches(rows)) {
    const real = changesOf(batch.map((row) => ({ row, changes })));
    before.push(...real.map((one): Before => [one.id, beforeOf(one.before, changes, entity.columns)]));
    await applyChanges(
      tx,
      scope,
      entity,
      batch.map((row) => ({ row, changes })),
    );
  }
  return keepChange(tx, scope, entity.object, { kind: 'update', written: changes, before });
}

/** Moves many records to the bin, or takes them back. */
export async function bulkRemove(db: Db, scope: Scope, entity: Entity, select: Selection, removed: boolean): Promise<BulkResult> {
  permit(scope, entity.object, 'delete');
  return inTx(db, async (tx) => {
    const ids = await idsOf(tx, scope, entity, select, !removed);
    const { changed, refused } = await setRemoved(tx, scope, entity, ids, removed);
    const before = removed ? changed.map((id): Before => [id, {}]) : [];
    const undoId = await keepChange(tx, scope, entity.object, { kind: 'remove', written: {}, before });
    return { changed: changed.length, ...refusedOf(refused), undoId };
  });
}
