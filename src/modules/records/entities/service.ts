import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findRows, presentRow } from '../listing/store.ts';
import { removeFromSearch, writeSearch } from '../search/service.ts';
import { checkCustom, claimStored, claimValues, releaseValues } from '../custom-fields/values/service.ts';
import { checkLinks, resolveOwners } from '../links/service.ts';
import { withCurrencies } from '../currencies/rules.ts';
import { type Change, differing, type Entity, type Input, type Row, titleOf } from './rules.ts';
import { insertRecords, type NewRecord, type RowChange, setDeleted, updateRows } from './store.ts';
import { refuseDuplicates } from '../duplicates/service.ts';

export interface CreateOptions {
  /** The import that makes the records; its rows can be undone together. */
  importId?: string;
  /** Skips the check of links that the caller has just resolved itself. */
  linksAreKnown?: boolean;
  /** Search entries are written later by a job (imports). */
  searchLater?: boolean;
  /** When it happened, per record, for the created event. */
  happenedAt?: (input: Input) => string | null;
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
    const changes = inputs.map((input) => ({
      id: typeof input['id'] === 'string' ? input['id'] : uuidv7(),
      before: null,
      input: withDefaults(entity, gathered(input)),
    }));
    const prepared = await prepare(tx, scope, entity, changes, options);
    const owners = await resolveOwners(tx, scope, prepared);
    const batch: NewRecord[] = prepared.map((values, index) => newRecord(entity, changes[index], values, owners(values)));
    for (const record of batch) {
      if (!reaches(scope, entity.object, 'create', record))
        throw new DomainError('forbidden', { params: { object: entity.object, action: 'create' } });
    }
    await refuseDuplicates(entity, () => insertRecords(tx, scope, entity, batch, options.importId ?? null));
    await claimValues(tx, scope, entity, batch);
    await appendEvents(
      tx,
      scope,
      batch.map((record) => ({
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

function withDefaults(entity: Entity, input: Input): Input {
  const defaults = entity.columns.filter(
    ({ field, property }) => field.defaultValue !== undefined && (input[property] ?? null) === null,
  );
  return { ...input, ...Object.fromEntries(defaults.map(({ property, field }) => [property, field.defaultValue])) };
}

async function prepare(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  asked: readonly Change[],
  options: CreateOptions,
): Promise<readonly Input[]> {
  const changes = asked.map((change) => ({ ...change, input: withCurrencies(entity.columns, change, scope.currency) }));
  const completed = entity.prepare ? await entity.prepare(tx, scope, changes) : changes.map(({ input }) => input);
  if (!options.linksAreKnown) await checkLinks(tx, scope, entity, completed);
  return checkCustom(tx, scope, entity.object, changes, completed);
}

function newRecord(
  entity: Entity,
  change: Change | undefined,
  values: Input,
  owner: { ownerId: string | null; teamId: string },
): NewRecord {
  return { id: change?.id ?? uuidv7(), ...owner, title: titleOf(entity, values), values };
}

/** One record as the API shows it; 404 when it is not there or not visible. */
export async function getRecord(
  db: Db,
  scope: Scope,
  entity: Entity,
  id: string,
  options: { deleted?: boolean } = {},
): Promise<Record<string, unknown>> {
  return presentRow(entity, await getRow(db, scope, entity, id, options));
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

function ownedBy(row: Row): { ownerId: string | null; teamId: string } {
  return { ownerId: typeof row['ownerId'] === 'string' ? row['ownerId'] : null, teamId: String(row['teamId']) };
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
      throw new DomainError('stale_version', { extra: { current: presentRow(entity, row) } });
    }
    await applyChanges(tx, scope, entity, [{ row, changes }]);
    // One that was given to another team may be out of sight from now on: its editor is still told what it became.
    const [written] = await findRows(tx, scope, entity, [id], { isOwnWrite: true });
    return presentRow(entity, written ?? row);
  });
}

export interface RowUpdate {
  row: Row;
  changes: Input;
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
  const asked = updates
    .map(({ row, changes }) => ({ id: String(row['id']), before: row, input: realChanges(row, gathered(changes)) }))
    .filter(({ input }) => Object.keys(input).length > 0);
  if (asked.length === 0) return 0;
  const prepared = await prepare(tx, scope, entity, asked, options);
  const owners = await resolveOwners(tx, scope, prepared);
  const batch = prepared.map((values, index) => rowChange(scope, entity, asked[index]?.before ?? {}, values, owners));
  for (const group of groupByShape(batch)) await refuseDuplicates(entity, () => updateRows(tx, scope, entity, group));
  await claimValues(tx, scope, entity, batch);
  await appendEvents(
    tx,
    scope,
    batch.map((change, index) => ({
      kind: `${entity.object}.updated`,
      subjectKind: entity.object,
      subjectId: change.id,
      data: { changes: differences(asked[index]?.before ?? {}, change.values) },
    })),
  );
  await writeSearch(
    tx,
    scope,
    entity,
    batch.map(({ id }) => id),
  );
  return batch.length;
}

/** Added fields by name (`custom.tier`, as imports give them) stand together in `custom`. */
function gathered(input: Input): Input {
  const added = Object.entries(input).filter(([key]) => key.startsWith(customPrefix));
  if (added.length === 0) return input;
  const own = Object.entries(input).filter(([key]) => !key.startsWith(customPrefix));
  const custom = added.map(([key, value]) => [key.slice(customPrefix.length), value]);
  return { ...Object.fromEntries(own), custom: { ...membersOf(input['custom']), ...Object.fromEntries(custom) } };
}

function realChanges(row: Row, { custom, ...changes }: Input): Input {
  const own = differing(row, changes);
  const added = differing(membersOf(row['custom']), membersOf(custom));
  return Object.keys(added).length === 0 ? own : { ...own, custom: added };
}

function membersOf(value: unknown): Input {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function rowChange(
  scope: Scope,
  entity: Entity,
  before: Row,
  values: Input,
  owners: (values: Input) => { ownerId: string | null; teamId: string },
): RowChange {
  const old = ownedBy(before);
  const moves = 'ownerId' in values || 'teamId' in values;
  const owner = moves ? owners({ ...('ownerId' in values ? {} : { ownerId: old.ownerId }), ...values }) : old;
  if (moves && !reaches(scope, entity.object, 'transfer', old))
    throw new DomainError('forbidden', { params: { object: entity.object, action: 'transfer' } });
  return { id: String(before['id']), ...owner, title: titleOf(entity, { ...before, ...values }), values };
}

/** Changes that touch the same properties can share a statement. */
function groupByShape(batch: readonly RowChange[]): RowChange[][] {
  const groups = Map.groupBy(batch, ({ values }) => Object.keys(values).toSorted().join());
  return [...groups.values()];
}

/** Old and new value of each field, by name: those that the workspace added as `custom.<key>`. */
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
): Promise<{ changed: string[]; refused: { id: string; code: string }[] }> {
  return inTx(db, async (tx) => {
    const rows = await findRows(tx, scope, entity, ids, { lock: true, deleted: true });
    const allowed = rows
      .filter((row) => reaches(scope, entity.object, 'delete', ownedBy(row)) && (row['deletedAt'] === null) === removed)
      .map((row) => String(row['id']));
    const [seen, done] = [new Map(rows.map((row) => [row['id'], row])), new Set(allowed)];
    const refused = ids.filter((id) => !done.has(id)).map((id) => ({ id, code: refusalOf(scope, entity, seen.get(id)) }));
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
