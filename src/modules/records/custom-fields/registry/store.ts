import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { CustomField } from '../contract.ts';

/** Fields of one object or of all, in their order: those in use, or those taken out of use. */
export async function listFields(db: Db, scope: Scope, object: string | null, isArchived = false): Promise<CustomField[]> {
  let query = selectFields(db, scope)
    .where('archivedAt', isArchived ? 'is not' : 'is', null)
    .orderBy('object')
    .orderBy('position')
    .orderBy('key')
    .limit(2000);
  if (object !== null) query = query.where('object', '=', object);
  return CustomField.array().parse(await query.execute());
}

/** The definitions of a workspace that are not being purged. */
function selectFields(db: Db, scope: Scope) {
  return db
    .selectFrom('customFields')
    .select(['id', 'object', 'key', 'kind', 'labels', 'choices', 'isRequired', 'isUnique', 'position', 'archivedAt', 'version'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('purgedAt', 'is', null);
}

/** A field, locked for a change of its definition; nothing when it is not there or being purged. */
export async function findField(db: Db, scope: Scope, id: string): Promise<CustomField | undefined> {
  const row = await selectFields(db, scope).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && CustomField.parse(row);
}
