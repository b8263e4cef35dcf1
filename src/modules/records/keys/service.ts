import type { Database, Db } from '../../../platform/db.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { withCustomFields } from '../custom-fields/registry/service.ts';
import type { Column, Entity, Input, Row } from '../entities/rules.ts';
import { applyChanges, permitOn } from '../entities/service.ts';
import { findRows } from '../rows/service.ts';
import type { RowUpdate } from '../plans/service.ts';
import { writeSearch } from '../search/service.ts';
import * as store from './store.ts';

async function columnCalled(db: Db, scope: Scope, declared: Entity, fieldKey: string): Promise<Column | undefined> {
  const entity = fieldKey.startsWith(customPrefix) ? await withCustomFields(db, scope, declared) : declared;
  return [...entity.columns, ...entity.added].find(({ key }) => key === fieldKey);
}

/** Ids of the records of a kind, living or in the bin, that have one of these texts in a field, by text; several when it is no unique one. */
export async function findByTexts(
  db: Db,
  scope: Scope,
  entity: Entity,
  fieldKey: string,
  texts: readonly string[],
  { isInBin = false } = {},
): Promise<Map<string, string[]>> {
  permit(scope, entity.object, 'view');
  const column = await columnCalled(db, scope, entity, fieldKey);
  if (!column) throw new Error(`no field ${entity.object}.${fieldKey}`);
  const found = new Map<string, string[]>();
  for (const { text, id } of await store.findMatches(db, scope, entity, column, texts, isInBin))
    found.set(text, [...(found.get(text) ?? []), id]);
  return found;
}

/** Texts in use in a field, or those of them that hold a text, for proposals and pickers. */
export async function listKeyTexts(
  db: Db,
  scope: Scope,
  entity: Entity,
  fieldKey: string,
  options: { q: string; limit: number },
): Promise<string[]> {
  permit(scope, entity.object, 'view');
  const column = await columnCalled(db, scope, entity, fieldKey);
  return column ? store.findTexts(db, scope, entity, column, options) : [];
}

/**
 * Writes the search entries that a large import left for later, some at a time; answers after which id to go on, null at the
 * end. Records that an undo takes away meanwhile are waited for, and left out once they are gone.
 */
export async function indexImported(
  db: Database,
  scope: Scope,
  entity: Entity,
  importId: string,
  page: { after: string | null; limit: number },
): Promise<string | null> {
  return inTx(db, async (tx) => {
    const ids = await store.lockUnindexed(tx, scope, entity, importId, page);
    if (ids.length > 0) await writeSearch(tx, scope, entity, ids);
    return ids.at(-1) ?? null;
  });
}

/** Gives records the values of a file's rows; answers how many of them had other ones. A record the right does not reach refuses the batch. */
export async function updateImported(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  changes: readonly { id: string; values: Input }[],
): Promise<number> {
  permit(scope, entity.object, 'edit');
  const updates = await loadUpdates(tx, scope, entity, changes, { lock: true });
  for (const { row } of updates) permitOn(scope, entity, 'edit', row);
  return applyChanges(tx, scope, entity, updates, { linksAreKnown: true });
}

/** Records with what a file's rows make of them. */
export async function loadUpdates(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  changes: readonly { id: string; values: Input }[],
  options: { lock: boolean },
): Promise<RowUpdate[]> {
  const valuesOf = new Map(changes.map(({ id, values }) => [id, values]));
  const rows = await findRows(tx, scope, entity, [...valuesOf.keys()], options);
  return rows.map((row) => ({ row, changes: completed(row, valuesOf.get(String(row['id'])) ?? {}) }));
}

/** The file's values with the members that it says nothing of: a file with the city alone leaves the street where it is. */
function completed(row: Row, values: Input): Input {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, key === 'custom' ? value : merged(row[key], value)]),
  );
}

function merged(there: unknown, value: unknown): unknown {
  if (isMembers(there) && isMembers(value)) return { ...there, ...value };
  if (!isByChannel(there) || !isByChannel(value)) return value;
  return [...there.filter(({ channel }) => !value.some((each) => each.channel === channel)), ...value];
}

function isByChannel(value: unknown): value is { channel: unknown }[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => isMembers(each) && 'channel' in each);
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Removal {
  removed: number;
  /** Records left because somebody changed them since, or because others point to them. */
  kept: number;
  /** Where to go on; null at the end. */
  next: string | null;
}

/** Of some records those that a module's own rows show to be in use: an activity written on one, a relation to one. */
export type FindUsed = (tx: Tx, scope: Scope, ids: readonly string[]) => Promise<readonly string[]>;

/** Deletes for good, some at a time, newest first, what an import made and nobody has changed or come to use. */
export async function removeImported(
  db: Database,
  scope: Scope,
  entity: Entity,
  { importId, before, limit, findUsed }: { importId: string; before: string | null; limit: number; findUsed: FindUsed },
): Promise<Removal> {
  const found = await store.findImported(db, scope, entity, importId, before, limit);
  if (found.length > 0) permit(scope, entity.object, 'delete');
  const untouched = found.filter(({ version }) => version === 1).map(({ id }) => id);
  const removed = await removeUnused(untouched, (ids) =>
    inTx(db, async (tx) => {
      const locked = await store.lockUntouched(tx, scope, entity, ids);
      const used = new Set(await findUsed(tx, scope, locked));
      const unused = locked.filter((id) => !used.has(id));
      return store.deleteRecords(tx, scope, unused);
    }),
  );
  return { removed, kept: found.length - removed, next: found.length < limit ? null : (found.at(-1)?.id ?? null) };
}

/** Records that an import made, of one kind. */
export async function listImported(
  db: Db,
  scope: Scope,
  kind: string,
  importId: string,
): Promise<{ id: string; title: string }[]> {
  permit(scope, kind, 'view');
  return store.findHeads(db, scope, kind, importId);
}

/**
 * Deletes for good every record of a kind that an import made, whoever changed it since, and answers those that stay
 * because others point to them. Records of a kind may point to each other: what was in use is tried again.
 */
export async function removeEveryImported(
  db: Database,
  scope: Scope,
  entity: Entity,
  importId: string,
): Promise<{ id: string; title: string }[]> {
  permit(scope, entity.object, 'delete');
  for (;;) {
    const found = await store.findHeads(db, scope, entity.object, importId);
    const all = found.map(({ id }) => id);
    const removed = await removeUnused(all, (ids) => store.deleteRecords(db, scope, ids));
    if (removed === 0 || removed === found.length) return removed === 0 ? found : [];
  }
}

/** All at once; where something points to one of them, halves, down to the one that stays. */
async function removeUnused(ids: readonly string[], remove: (ids: readonly string[]) => Promise<number>): Promise<number> {
  if (ids.length === 0) return 0;
  try {
    return await remove(ids);
  } catch (error) {
    if (violationOf(error)?.kind !== 'foreignKey') throw error;
    if (ids.length === 1) return 0;
    const middle = Math.floor(ids.length / 2);
    const [first, second] = [ids.slice(0, middle), ids.slice(middle)];
    return (await removeUnused(first, remove)) + (await removeUnused(second, remove));
  }
}
