import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { ownerFollowersOf } from '../following/rules.ts';
import type { RowChange } from '../plans/rules.ts';
import { presentRow } from '../rows/rules.ts';
import { findRows } from '../rows/service.ts';
import { removeFromSearch, writeSearch } from '../search/service.ts';
import { claimStored, claimValues, releaseValues } from '../custom-fields/values/service.ts';
import { changesOf, membersOf, ownedBy, planChanges, type PlanOptions, planRecords, type RowUpdate } from '../plans/service.ts';
import { type Entity, type Input, type Kept, type Row, titleOf } from './rules.ts';
import { insertRecords, setDeleted, updateRows } from './store.ts';
import { refuseDuplicates } from '../duplicates/service.ts';

export interface CreateOptions extends PlanOptions {
  /** The import that makes the records; its rows can be undone together. */
  importId?: string;
  /** Search entries are written later by a job (imports). */
  searchLater?: boolean;
  /** When it happened, per record, for the created event. */
  happenedAt?: (input: Input) => string | null;
  /** Nobody is told: what a new workspace comes with is no news. */
  isQuiet?: boolean;
}

/**
 * Creates a batch of records of one kind and answers their ids in order. Permits, completes and checks every input (the
 * fault of input n points below `/body` for one, `/rows/n` for many), then writes header, row, search entry and event.
 */
export async function createRecords(
  db: Db,
  scope: Scope,
  entity: Entity,
  inputs: readonly Input[],
  options: CreateOptions = {},
): Promise<string[]> {
  permit(scope, entity.object, 'create');
  if (inputs.length === 0) return [];
  return inTx(db, async (tx) => {
    const batch = await planRecords(tx, scope, entity, inputs, options);
    await refuseDuplicates(entity, () => insertRecords(tx, scope, entity, batch, options.importId ?? null));
    await claimValues(tx, scope, entity, batch);
    await appendEvents(
      tx,
      scope,
      (options.isQuiet ? [] : batch).map((record) => ({
        kind: `${entity.object}.created`,
        subjectKind: entity.object,
        subjectId: record.id,
        happenedAt: options.happenedAt?.(record.values) ?? null,
        data: { title: record.title },
      })),
    );
    if (!options.searchLater)
      await writeSearch(
        tx,
        scope,
        entity,
        batch.map(({ id }) => id),
      );
    return batch.map(({ id }) => id);
  });
}

/** One record as the API shows it; 404 when it is not there or not visible. */
export async function getRecord(
  db: Db,
  scope: Scope,
  entity: Entity,
  id: string,
  options: { deleted?: boolean } = {},
): Promise<Record<string, unknown>> {
  return presentRow(scope, entity, await getRow(db, scope, entity, id, options));
}

/** A row that `getRow` has read, as the API shows it. */
export const presentRecord = presentRow;

/** One record as its table has it; 404 when it is not there or the right does not reach it. */
export async function getRow(
  db: Db,
  scope: Scope,
  entity: Entity,
  id: string,
  options: { action?: string; deleted?: boolean; lock?: boolean } = {},
): Promise<Row> {
  permit(scope, entity.object, 'view');
  const [row] = await findRows(db, scope, entity, [id], options);
  if (!row) throw new DomainError('not_found', { params: { object: entity.object } });
  return row;
}

/** Refuses with 403 unless the right reaches this row. */
export function permitOn(scope: Scope, entity: Entity, action: string, row: Row): void {
  if (!reaches(scope, entity.object, action, ownedBy(row)))
    throw new DomainError('forbidden', { params: { object: entity.object, action } });
}

/**
 * Edits one record. `input.version` is the one the editor saw: another in the database answers 409 with the record as it
 * is now and the fields that changed since. Answers the record.
 */
export async function updateRecord(
  db: Db,
  scope: Scope,
  entity: Entity,
  id: string,
  input: Input,
): Promise<Record<string, unknown>> {
  return inTx(db, async (tx) => {
    const row = await getRow(tx, scope, entity, id, { lock: true });
    permitOn(scope, entity, 'edit', row);
    const { version, ...changes } = input;
    if (version !== undefined && row['version'] !== version) {
      throw new DomainError('stale_version', { extra: { current: presentRow(scope, entity, row) } });
    }
    await applyChanges(tx, scope, entity, [{ row, changes }]);
    // One that was given to another team may be out of sight from now on: its editor is still told what it became.
    const [written] = await findRows(tx, scope, entity, [id], { isOwnWrite: true });
    return presentRow(scope, entity, written ?? row);
  });
}

/**
 * Writes changes to rows that the caller has locked and permitted: the module's own rules, links, header, row, search
 * entry, and one `updated` event per record with the old and new value of each field. Answers how many were not so already.
 */
export async function applyChanges(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  updates: readonly RowUpdate[],
  options: CreateOptions = {},
): Promise<number> {
  const asked = changesOf(updates);
  if (asked.length === 0) return 0;
  const batch = await planChanges(tx, scope, entity, asked, options);
  for (const group of groupByShape(batch)) await refuseDuplicates(entity, () => updateRows(tx, scope, entity, group));
  await claimValues(tx, scope, entity, batch);
  await appendEvents(
    tx,
    scope,
    batch.map((change, index) => ({
      kind: `${entity.object}.updated`,
      subjectKind: entity.object,
      subjectId: change.id,
      data: changeData(asked[index]?.before ?? {}, change.values),
    })),
  );
  await writeSearch(
    tx,
    scope,
    entity,
    batch
      .filter((change, index) => batch.length === 1 || isFoundOtherwise(entity, change, asked[index]?.before ?? {}))
      .map(({ id }) => id),
  );
  await tellFollowers(tx, scope, entity, asked, batch);
  return batch.length;
}

/** What belongs to the owner of these records follows them to a new one. */
async function tellFollowers(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  asked: readonly { before: Row }[],
  batch: readonly RowChange[],
): Promise<void> {
  const moved = batch.flatMap(({ id, ownerId, teamId }, index) => {
    const from = ownedBy(asked[index]?.before ?? {});
    const isMoved = from.ownerId !== ownerId || from.teamId !== teamId;
    return isMoved ? [{ id, from: { ownerId: from.ownerId, teamId: from.teamId }, to: { ownerId, teamId } }] : [];
  });
  if (moved.length === 0) return;
  for (const { follow } of ownerFollowersOf(entity.object)) await follow(tx, scope, moved);
}

/**
 * Whether a change is of what search finds a record by, or of who may find it. One edit writes the entry anyway, which brings the
 * record to the front of equal matches; for many at once it would be most of the work, and bring thousands there.
 */
function isFoundOtherwise(entity: Entity, { title, ownerId, teamId, values }: RowChange, before: Row): boolean {
  if (title !== titleOf(entity, before) || ownerId !== before['ownerId'] || teamId !== before['teamId']) return true;
  const shown = entity.subtitleField ? [entity.subtitleField, `${entity.subtitleField}Id`] : [];
  return [...shown, ...(entity.searchFields ?? [])].some((key) => key in values);
}

/** Changes that touch the same properties can share a statement. */
function groupByShape(batch: readonly RowChange[]): RowChange[][] {
  const groups = Map.groupBy(batch, ({ values }) => Object.keys(values).toSorted().join());
  return [...groups.values()];
}

/** Old and new value of each field, by name: those that the workspace added as `custom.<key>`. */
function changeData(before: Row, values: Input): object {
  const changes = differences(before, values);
  // An amount says nothing without what it is counted in.
  const currency = values['currency'] ?? before['currency'];
  const hasAmount = typeof currency === 'string' && Object.keys(changes).some((key) => key.endsWith('Minor'));
  return { changes, ...(hasAmount ? { currency } : {}) };
}

function differences(before: Row, { custom, ...values }: Input): Record<string, [unknown, unknown]> {
  const old = membersOf(before['custom']);
  return Object.fromEntries([
    ...Object.entries(values).map(([key, value]) => [key, [before[key] ?? null, value ?? null]]),
    ...Object.entries(membersOf(custom)).map(([key, value]) => [`${customPrefix}${key}`, [old[key] ?? null, value ?? null]]),
  ]);
}

/** Moves records to the bin (or takes them back): locked, permitted one by one, in one transaction. */
export async function setRemoved(
  db: Db,
  scope: Scope,
  entity: Entity,
  ids: readonly string[],
  removed: boolean,
): Promise<{ changed: string[]; refused: { id: string; code: string; params?: Kept['params'] | undefined }[] }> {
  return inTx(db, async (tx) => {
    const rows = await findRows(tx, scope, entity, ids, { lock: true, deleted: true });
    const touched = rows.filter(
      (row) => reaches(scope, entity.object, 'delete', ownedBy(row)) && (row['deletedAt'] === null) === removed,
    );
    const within = touched.map((row) => String(row['id']));
    const kept = removed ? entity.keepOutOfBin?.(touched) : await entity.keepInBin?.(tx, scope, within);
    const allowed = within.filter((id) => !kept?.has(id));
    const [seen, done] = [new Map(rows.map((row) => [row['id'], row])), new Set(allowed)];
    const refusal = (id: string) => kept?.get(id) ?? { code: refusalOf(scope, entity, seen.get(id)) };
    const refused = ids.filter((id) => !done.has(id)).map((id) => ({ id, ...refusal(id) }));
    await refuseDuplicates(entity, () => setDeleted(tx, scope, entity, allowed, removed));
    await (removed ? releaseValues(tx, scope, allowed) : claimStored(tx, scope, entity, allowed));
    await appendEvents(
      tx,
      scope,
      allowed.map((id) => ({
        kind: `${entity.object}.${removed ? 'removed' : 'restored'}`,
        subjectKind: entity.object,
        subjectId: id,
      })),
    );
    if (removed) await removeFromSearch(tx, scope, allowed);
    else await writeSearch(tx, scope, entity, allowed);
    return { changed: allowed, refused };
  });
}

function refusalOf(scope: Scope, entity: Entity, row: Row | undefined): string {
  if (!row) return 'not_found';
  return reaches(scope, entity.object, 'delete', ownedBy(row)) ? 'not_found' : 'forbidden';
}
