import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Entity, Row } from '../entities/rules.ts';
import * as store from './store.ts';

/**
 * Rows by id that the right to an action (`view`) reaches, in the order of the ids. Deleted ones only when asked for.
 * `isOwnWrite` reads back what the same transaction was permitted to write.
 */
export async function findRows(
  db: Db,
  scope: Scope,
  entity: Entity,
  ids: readonly string[],
  options: store.RowOptions = {},
): Promise<Row[]> {
  return store.findRows(db, scope, entity, ids, options);
}
