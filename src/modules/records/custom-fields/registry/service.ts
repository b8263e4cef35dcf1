import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { type Entity, entityOf } from '../../entities/rules.ts';
import type { CustomField } from '../contract.ts';
import { columnOf } from './rules.ts';
import * as store from './store.ts';

/** Fields the workspace added, of one object or of all: those in use, or those taken out of use. */
export async function listCustomFields(db: Db, scope: Scope, object: string | null, isArchived = false): Promise<CustomField[]> {
  return store.listFields(db, scope, object, isArchived);
}

/** The entity with the fields that the workspace added to it, and to those it points to. */
export async function withCustomFields(db: Db, scope: Scope, entity: Entity): Promise<Entity> {
  const fields = await store.listFields(db, scope, null);
  const byObject = Map.groupBy(fields, ({ object }) => object);
  const complete = (one: Entity): Entity => ({
    ...one,
    added: (byObject.get(one.object) ?? []).map(columnOf),
    neighbour: (object) => complete(entityOf(object)),
  });
  return complete(entity);
}

/** A field, locked for a change of its definition; nothing when it is not there or being purged. */
export async function findCustomField(db: Db, scope: Scope, id: string): Promise<CustomField | undefined> {
  return store.findField(db, scope, id);
}
