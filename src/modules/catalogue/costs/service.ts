import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { isReadable, isWritable } from '../../../platform/field-rights.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Scope } from '../../../platform/scope.ts';
import { startOfDay } from '../../../platform/time.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { getRow } from '../../records/entities/service.ts';
import { productEntity } from '../entity.ts';
import { getProductParts, lockProduct } from '../parts/service.ts';
import type { NewProductCost, ProductCost } from './contract.ts';
import * as store from './store.ts';

/** Whether the scope may know what products cost: the right on the field is the right on all that follows from it. */
export function maySeeCosts(scope: Scope): boolean {
  return isReadable(scope, 'product', 'costMinor');
}

/** Costs of a product by day, the newest first; for whoever may not see costs none, as of a hidden field. */
export async function listProductCosts(
  db: Db,
  scope: Scope,
  productId: string,
): Promise<{ data: ProductCost[]; isHidden: boolean }> {
  await getRow(db, scope, productEntity, productId, { deleted: true });
  const isHidden = !maySeeCosts(scope);
  return { data: isHidden ? [] : await store.findCosts(db, scope, productId), isHidden };
}

async function lockForCost(tx: Tx, scope: Scope, productId: string): Promise<void> {
  await lockProduct(tx, scope, productId);
  if (!isWritable(scope, 'product', 'costMinor'))
    throw new DomainError('forbidden', { params: { object: 'product', action: 'edit' } });
}

const costEvent = (kind: string, productId: string, data: object) => ({
  kind: `product.${kind}`,
  subjectKind: 'product',
  subjectId: productId,
  data,
});

/** Sets what a product or a variant costs from a day on. One that begins later comes into force by itself on its day. */
export async function setProductCost(db: Db, scope: Scope, productId: string, input: NewProductCost): Promise<ProductCost> {
  return inTx(db, async (tx) => {
    await lockForCost(tx, scope, productId);
    const { variants } = await getProductParts(tx, scope, productId);
    if (input.variantId !== null && !variants.some(({ id }) => id === input.variantId))
      throw invalidField('/body/variantId', 'not_found_reference');
    const id = await store.upsertCost(tx, scope, productId, input);
    const today = todayIn(scope.timeZone);
    await store.writeCostInForce(tx, scope, productId, today);
    if (input.validFrom > today)
      await enqueue(
        tx,
        'catalogue.bringCostIntoForce',
        { workspaceId: scope.workspaceId, productId },
        { runAt: startOfDay(input.validFrom, scope.timeZone), key: `cost ${productId} ${input.validFrom}` },
      );
    // The amount stays out of the timeline: who reads that may not see costs.
    await appendEvents(tx, scope, [costEvent('costSet', productId, { validFrom: input.validFrom })]);
    const made = (await store.findCosts(tx, scope, productId)).find((one) => one.id === id);
    if (!made) throw new DomainError('not_found');
    return made;
  });
}

/** Writes costs of products that the caller has just made, as they were in the past: nothing is told on timelines. */
export async function keepPastCosts(
  tx: Tx,
  scope: Scope,
  costs: readonly (NewProductCost & { productId: string })[],
): Promise<void> {
  await store.insertCosts(tx, scope, costs);
  for (const productId of new Set(costs.map((cost) => cost.productId)))
    await store.writeCostInForce(tx, scope, productId, todayIn(scope.timeZone));
}

/** Takes a cost away; the one before it holds again. */
export async function removeProductCost(db: Db, scope: Scope, productId: string, id: string): Promise<void> {
  await inTx(db, async (tx) => {
    await lockForCost(tx, scope, productId);
    if (!(await store.deleteCost(tx, scope, productId, id))) throw new DomainError('not_found');
    await store.writeCostInForce(tx, scope, productId, todayIn(scope.timeZone));
    await appendEvents(tx, scope, [costEvent('costRemoved', productId, {})]);
  });
}

/** Shows on a product the cost that begins today. */
export async function bringCostIntoForce(db: Db, scope: Scope, productId: string): Promise<void> {
  await inTx(db, async (tx) => {
    if (await store.writeCostInForce(tx, scope, productId, todayIn(scope.timeZone)))
      await appendEvents(tx, scope, [costEvent('costInForce', productId, {})]);
  });
}
