import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { canonicalDecimal } from '../../../platform/decimal.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import type { Supply } from './contract.ts';
import { findSold, findSupply } from './store.ts';

/** Whether each of the products is sold, of those that the scope may see and that are not in the bin. */
export async function areSold(db: Db, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  return new Map((await findSold(db, scope, ids)).map(({ id, isActive }) => [id, isActive]));
}

/** Stock and lead time of those of the products of which something is known that the scope may read. */
export async function loadSupply(db: Db, scope: Scope, ids: readonly string[]): Promise<Supply[]> {
  const known = (key: string): boolean => isReadable(scope, 'product', key);
  return (await findSupply(db, scope, ids)).flatMap(({ id, leadTimeDays, stock, stockOn, unit }): Supply[] => {
    const lead = known('leadTimeDays') ? leadTimeDays : null;
    const there = known('stock') && stock !== null ? (canonicalDecimal(stock) ?? stock) : null;
    if (lead === null && there === null) return [];
    return [{ productId: id, leadTimeDays: lead, stock: there, stockOn: known('stockOn') ? stockOn : null, unit }];
  });
}
