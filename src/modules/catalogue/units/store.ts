import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ProductUnit, UnitInput } from './contract.ts';

/** Units of some products, each with its product. */
export async function findUnits(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
): Promise<(ProductUnit & { productId: string })[]> {
  if (productIds.length === 0) return [];
  return db
    .selectFrom('productUnits')
    .select(['productId', 'name', 'factor', 'priceMinor', 'isSold', 'isDefault'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', 'in', productIds)
    .orderBy('productId')
    .orderBy('position')
    .execute();
}

export async function replaceUnits(tx: Tx, scope: Scope, productId: string, units: readonly UnitInput[]): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('productUnits').where('workspaceId', '=', workspaceId).where('productId', '=', productId).execute();
  if (units.length === 0) return;
  await tx
    .insertInto('productUnits')
    .values(units.map((unit, position) => ({ ...unit, workspaceId, productId, position })))
    .execute();
}

/** Counts the versions of products up whose units were changed. */
export async function touchProducts(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('products')
    .set((eb) => ({ version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', ids)
    .execute();
}
