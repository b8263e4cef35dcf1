import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { CustomField, NewCustomField } from './contract.ts';
import { CustomField as CustomFieldSchema } from './contract.ts';

/** Fields in use, of one object or of all, in their order. */
export async function listFields(db: Db, scope: Scope, object: string | null): Promise<CustomField[]> {
  let query = db
    .selectFrom('customFields')
    .select(['id', 'object', 'key', 'kind', 'labels', 'choices', 'isRequired', 'position'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('archivedAt', 'is', null)
    .orderBy('object')
    .orderBy('position')
    .orderBy('key')
    .limit(500);
  if (object !== null) query = query.where('object', '=', object);
  return CustomFieldSchema.array().parse(await query.execute());
}

export async function insertField(db: Db, scope: Scope, id: string, field: NewCustomField): Promise<boolean> {
  const result = await db
    .insertInto('customFields')
    .values({
      ...field,
      workspaceId: scope.workspaceId,
      id,
      labels: JSON.stringify(field.labels),
      choices: JSON.stringify(field.choices),
    })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'object', 'key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function archiveField(db: Db, scope: Scope, id: string): Promise<boolean> {
  const result = await db
    .updateTable('customFields')
    .set({ archivedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
