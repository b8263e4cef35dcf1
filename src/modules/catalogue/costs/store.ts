import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { NewProductCost, ProductCost } from './contract.ts';

/** Costs of a product, the newest first, at most 500. */
export async function findCosts(db: Db, scope: Scope, productId: string): Promise<ProductCost[]> {
  const sql = scopedSql(scope);
  return sql.rows<ProductCost>(
    db,
    `select c.id, c.variant_id, c.currency, c.amount_minor, c.valid_from, c.source, c.created_at,
      case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as created_by
    from product_costs c left join users u on ${sql.workspace('u')} and u.id = c.created_by
    where ${sql.workspace('c')} and c.product_id = ${sql.param(productId)}::uuid order by c.valid_from desc, c.variant_id nulls first limit 500`,
  );
}

/** Sets the cost from a day on, and answers its id. */
export async function upsertCost(tx: Tx, scope: Scope, productId: string, cost: NewProductCost): Promise<string> {
  const row = await tx
    .insertInto('productCosts')
    .values({ ...cost, productId, id: uuidv7(), workspaceId: scope.workspaceId, createdBy: scope.userId })
    .onConflict((conflict) =>
      conflict.constraint('product_costs_day_uq').doUpdateSet({
        currency: cost.currency,
        amountMinor: cost.amountMinor,
        source: cost.source,
        createdBy: scope.userId,
        createdAt: new Date().toISOString(),
        lastImportId: null,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function insertCosts(
  tx: Tx,
  scope: Scope,
  costs: readonly (NewProductCost & { productId: string })[],
): Promise<void> {
  if (costs.length === 0) return;
  await tx
    .insertInto('productCosts')
    .values(costs.map((cost) => ({ ...cost, id: uuidv7(), workspaceId: scope.workspaceId, createdBy: scope.userId })))
    .execute();
}

export async function deleteCost(tx: Tx, scope: Scope, productId: string, id: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('productCosts')
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', '=', productId)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Writes the cost that is in force on a day onto its product, for lists; true when that was another. */
export async function writeCostInForce(tx: Tx, scope: Scope, productId: string, today: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `update products p set cost_minor = c.amount_minor, cost_currency = c.currency, version = p.version + 1, updated_at = now()
    from (select 1) one left join lateral (select k.amount_minor, k.currency from product_costs k
      where ${sql.workspace('k')} and k.product_id = ${sql.param(productId)}::uuid and k.variant_id is null and k.valid_from <= ${sql.param(today)}::date
      order by k.valid_from desc limit 1) c on true
    where ${sql.workspace('p')} and p.id = ${sql.param(productId)}::uuid and (p.cost_minor, p.cost_currency) is distinct from (c.amount_minor, c.currency)`,
  );
  return (done.numAffectedRows ?? 0n) > 0n;
}
