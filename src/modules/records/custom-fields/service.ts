import { uuidv7 } from 'uuidv7';
import { dropUnusedIndex, ensureCustomIndex } from '../../../platform/custom-index.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { entityOf, findEntity } from '../entities/rules.ts';
import { type CustomField, type CustomFieldChanges, type NewCustomField, uniqueKinds } from './contract.ts';
import { findCustomField, listCustomFields } from './registry/service.ts';
import { columnOf, customIndexOf } from './registry/rules.ts';
import * as store from './store.ts';
import { claimAll, releaseAll } from './values/service.ts';

/** Fields of one object, in use or not; their key stays taken until they are purged. */
const maxFields = 100;
const purgeBatch = 2000;
/** Indexes with expressions that are built on one table without holding writers up wait for each other: one after another. */
const indexQueue = 'records.customIndexes';

/** Adds a field to an object. The key is the workspace's own and cannot shadow a built-in one. */
export async function createCustomField(db: Db, scope: Scope, field: NewCustomField): Promise<CustomField> {
  permit(scope, 'settings', 'edit');
  const entity = findEntity(field.object);
  if (!entity) throw new DomainError('records.unknown_object', { params: { object: field.object } });
  refuseUnique(field.kind, field.isUnique);
  refuseNoChoice(field.kind, field.choices);
  const id = uuidv7();
  return inTx(db, async (tx) => {
    if ((await store.countFields(tx, scope, field.object)) >= maxFields)
      throw new DomainError('records.too_many_fields', { params: { maximum: maxFields } });
    const shadows = entity.columns.some(({ key, property }) => key === field.key || property === field.key);
    if (shadows || !(await store.insertField(tx, scope, id, field)))
      throw new DomainError('records.field_exists', { status: 409, params: { key: field.key } });
    const made: CustomField = { ...field, id, archivedAt: null, version: 1 };
    await follow(tx, scope, made, 'customField.created');
    return made;
  });
}

function refuseUnique(kind: CustomField['kind'], isUnique: boolean | undefined): void {
  if (isUnique && !uniqueKinds.some((known) => known === kind)) throw new DomainError('records.not_unique_kind');
}

function refuseNoChoice(kind: CustomField['kind'], choices: CustomField['choices']): void {
  if (kind === 'choice' && choices.length === 0) throw invalidField('/body/choices', 'required');
}

/** Writes what follows from a change of a field: its event, and the job that indexes it. */
async function follow(tx: Tx, scope: Scope, field: CustomField, kind: string, data: object = {}): Promise<void> {
  const { id, object, key, labels } = field;
  await appendEvents(tx, scope, [{ kind, subjectKind: 'customField', subjectId: id, data: { object, key, labels, ...data } }]);
  if (field.archivedAt === null && field.kind !== 'longText')
    await enqueue(
      tx,
      'records.indexCustomField',
      { workspaceId: scope.workspaceId, fieldId: id },
      { key: `records.index:${id}`, queue: indexQueue },
    );
}

/** Renames a field, changes its choices, or whether it is required or unique. Its values stay as they are. */
export async function updateCustomField(
  db: Db,
  scope: Scope,
  id: string,
  { version, ...changes }: CustomFieldChanges,
): Promise<CustomField> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    const field = await getField(tx, scope, id);
    if (field.archivedAt !== null) throw new DomainError('not_found');
    if (field.version !== version) throw new DomainError('stale_version', { extra: { current: field } });
    refuseUnique(field.kind, changes.isUnique);
    refuseNoChoice(field.kind, changes.choices ?? field.choices);
    if (changes.choices) await keepUsedChoices(tx, scope, field, changes.choices);
    await store.updateField(tx, scope, field, changes);
    const changed = await getField(tx, scope, id);
    if (changed.isUnique && !field.isUnique) await claimAll(tx, scope, entityOf(field.object), changed);
    if (field.isUnique && !changed.isUnique) await releaseAll(tx, scope, field);
    await follow(tx, scope, changed, 'customField.updated', { changes });
    return changed;
  });
}

async function getField(tx: Tx, scope: Scope, id: string): Promise<CustomField> {
  const field = await findCustomField(tx, scope, id);
  if (!field) throw new DomainError('not_found');
  return field;
}

/** A choice that records have is retired, not left out: nobody could say any more what they hold. */
async function keepUsedChoices(tx: Tx, scope: Scope, field: CustomField, next: CustomField['choices']): Promise<void> {
  const gone = field.choices.map(({ value }) => value).filter((value) => !next.some((one) => one.value === value));
  if (gone.length === 0) return;
  const [used] = await store.countValues(tx, scope, entityOf(field.object), columnOf(field), gone);
  if (used) throw new DomainError('records.choice_in_use', { status: 409, params: { ...used }, extra: { ...used } });
}

/** Takes a field out of use; the values stay where they are. */
export async function archiveCustomField(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  await inTx(db, async (tx) => {
    const field = await getField(tx, scope, id);
    if (field.archivedAt !== null) throw new DomainError('not_found');
    const archivedAt = new Date().toISOString();
    await store.updateField(tx, scope, field, { archivedAt });
    await releaseAll(tx, scope, field);
    await follow(tx, scope, { ...field, archivedAt }, 'customField.archived');
  });
}

/** Takes a field into use again, with the values it had. */
export async function restoreCustomField(db: Db, scope: Scope, id: string): Promise<CustomField> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    const field = await getField(tx, scope, id);
    if (field.archivedAt === null) return field;
    await store.updateField(tx, scope, field, { archivedAt: null });
    const restored = await getField(tx, scope, id);
    if (restored.isUnique) await claimAll(tx, scope, entityOf(field.object), restored);
    await follow(tx, scope, restored, 'customField.restored');
    return restored;
  });
}

/** Begins to delete a field that is out of use with all its values; a job does it. */
export async function purgeCustomField(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  await inTx(db, async (tx) => {
    const field = await getField(tx, scope, id);
    if (field.archivedAt === null) throw new DomainError('records.field_in_use', { status: 409 });
    await store.updateField(tx, scope, field, { purgedAt: new Date().toISOString() });
    await follow(tx, scope, field, 'customField.purged');
    const { object, key, kind } = field;
    const payload = { workspaceId: scope.workspaceId, field: { id, object, key, kind } };
    await enqueue(tx, 'records.purgeCustomField', payload, { queue: indexQueue });
  });
}

/** Takes the values of a purged field out of every record, some at a time, then the field itself (job). */
export async function purgeValues(
  db: Database,
  scope: Scope,
  field: Pick<CustomField, 'id' | 'object' | 'key' | 'kind'>,
): Promise<void> {
  const entity = entityOf(field.object);
  while ((await store.removeValues(db, scope, entity, field.key, purgeBatch)) === purgeBatch);
  await store.deleteField(db, scope, field.id);
  await dropUnusedIndex(db, customIndexOf(entity, field));
}

/** Makes the index that conditions on a field use (job). */
export async function indexCustomField(db: Database, scope: Scope, id: string): Promise<void> {
  const field = (await listCustomFields(db, scope, null)).find((one) => one.id === id);
  if (field) await ensureCustomIndex(db, customIndexOf(entityOf(field.object), field));
}
