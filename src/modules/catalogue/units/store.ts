import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
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

/** What a product's further units are to be. */
export interface UnitsOf {
  productId: string;
  units: readonly UnitInput[];
}

/** Writes the units of products in place of those they had. */
export async function replaceUnits(tx: Tx, scope: Scope, products: readonly UnitsOf[]): Promise<void> {
  const gone = scopedSql(scope);
  const ids = products.map(({ productId }) => productId);
  await gone.run(
    tx,
    `delete from product_units u where ${gone.workspace('u')} and u.product_id = any(${gone.param(ids)}::uuid[])`,
  );
  const rows = products.flatMap(({ productId, units }) =>
    units.map(({ name, factor, priceMinor, isSold, isDefault }, position) => ({
      product_id: productId,
      position,
      name,
      factor,
      price_minor: priceMinor,
      is_sold: isSold,
      is_default: isDefault,
    })),
  );
  if (rows.length === 0) return;
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `insert into product_units (workspace_id, product_id, position, name, factor, price_minor, is_sold, is_default)
    select ${sql.workspaceId}, n.* from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as n(product_id uuid, position int, name text, factor text, price_minor bigint, is_sold boolean, is_default boolean)`,
  );
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
