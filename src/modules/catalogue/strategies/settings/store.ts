import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { ProductStrategy, type StrategySettings } from './contract.ts';

/** What was set of some products, by product. */
export async function findStrategies(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, ProductStrategy>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('productStrategies')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', 'in', [...productIds])
    .execute();
  return new Map(rows.map(({ productId, ...row }) => [productId, ProductStrategy.parse(row)]));
}

export async function upsertStrategy(
  tx: Tx,
  scope: Scope,
  productId: string,
  { figures, bands, ...plain }: StrategySettings,
): Promise<void> {
  const values = { ...plain, figures: JSON.stringify(figures), bands: JSON.stringify(bands) };
  await tx
    .insertInto('productStrategies')
    .values({ ...values, productId, workspaceId: scope.workspaceId })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'productId']).doUpdateSet((eb) => ({
        ...values,
        version: eb('productStrategies.version', '+', 1),
        updatedAt: new Date().toISOString(),
      })),
    )
    .execute();
}
