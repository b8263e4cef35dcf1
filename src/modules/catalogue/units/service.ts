import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ProductUnit, UnitInput } from './contract.ts';
import { faultsOfUnits, writtenFactor } from './rules.ts';
import * as store from './store.ts';

/** The further units of some products that the caller has found, by product. */
export async function loadUnits(db: Db, scope: Scope, productIds: readonly string[]): Promise<Map<string, ProductUnit[]>> {
  const byProduct = Map.groupBy(await store.findUnits(db, scope, productIds), ({ productId }) => productId);
  return new Map([...byProduct].map(([id, units]) => [id, units.map(({ productId: _product, ...unit }) => unit)]));
}

/** Sets the further units of a product whose own is given: no name twice, one default, which is sold. */
export async function setUnits(
  tx: Tx,
  scope: Scope,
  product: { id: string; unit: string | null },
  units: readonly UnitInput[],
): Promise<void> {
  const fields = faultsOfUnits(product.unit, units).map(({ at, code }) => ({ pointer: ['/body/units', ...at].join('/'), code }));
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  await replaceUnits(tx, scope, [{ productId: product.id, units }]);
}

/** Writes the further units of products, which the caller has checked. */
export async function replaceUnits(tx: Tx, scope: Scope, products: readonly store.UnitsOf[]): Promise<void> {
  if (products.length === 0) return;
  const written = products.map(({ productId, units }) => ({
    productId,
    units: units.map((unit) => ({ ...unit, factor: writtenFactor(unit.factor) })),
  }));
  await store.replaceUnits(tx, scope, written);
}

/** Lets whoever edits products see that their units were changed meanwhile. */
export async function markChanged(tx: Tx, scope: Scope, productIds: readonly string[]): Promise<void> {
  await store.touchProducts(tx, scope, productIds);
}
