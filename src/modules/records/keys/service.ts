import type { Database, Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { violationOf } from '../../../platform/violation.ts';
import type { Entity } from '../entities/rules.ts';
import { writeSearch } from '../search/service.ts';
import * as store from './store.ts';

/** Ids of the records of a kind that have one of these texts in a field, by text; several when it is no unique one. */
export async function findByTexts(db: Db, scope: Scope, entity: Entity, fieldKey: string, texts: readonly string[]): Promise<Map<string, string[]>> {
  permit(scope, entity.object, 'view');
  const column = entity.columns.find(({ key }) => key === fieldKey);
  if (!column) throw new Error(`no field ${entity.object}.${fieldKey}`);
  const found = new Map<string, string[]>();
  for (const { text, id } of await store.findMatches(db, scope, entity, column, texts)) found.set(text, [...(found.get(text) ?? []), id]);
  return found;
}

/** Writes the search entries that a large import left for later, some at a time; answers how many. */
export async function indexImported(db: Db, scope: Scope, entity: Entity, importId: string, limit: number): Promise<number> {
  const ids = await store.findUnindexed(db, scope, entity, importId, limit);
  if (ids.length > 0) await writeSearch(db, scope, entity, ids);
  return ids.length;
}

export interface Removal {
  removed: number;
  /** Records left because somebody changed them since, or because others point to them. */
  kept: number;
  /** Where to go on; null at the end. */
  next: string | null;
}

/** Deletes for good, some at a time, newest first, what an import made and nobody has changed or come to use. */
export async function removeImported(db: Database, scope: Scope, entity: Entity, importId: string, before: string | null, limit: number): Promise<Removal> {
  permit(scope, entity.object, 'delete');
  const found = await store.findImported(db, scope, entity, importId, before, limit);
  const untouched = found.filter(({ version }) => version === 1).map(({ id }) => id);
  const removed = await removeUnused(db, scope, untouched);
  return { removed, kept: found.length - removed, next: found.length < limit ? null : (found.at(-1)?.id ?? null) };
}

/** All at once; where something points to one of them, halves, down to the one that stays. */
async function removeUnused(db: Database, scope: Scope, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  try {
    return await store.deleteRecords(db, scope, ids);
  } catch (error) {
    if (violationOf(error)?.kind !== 'foreignKey') throw error;
    if (ids.length === 1) return 0;
    const middle = Math.floor(ids.length / 2);
    return (await removeUnused(db, scope, ids.slice(0, middle))) + (await removeUnused(db, scope, ids.slice(middle)));
  }
}
