import type { Db } from '../../../../platform/db.ts';
import type { BodyOf } from '../../../../platform/endpoint.ts';
import { DomainError, type FieldFault } from '../../../../platform/errors.ts';
import { appendEvents } from '../../../../platform/events.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { getRow } from '../../../records/entities/service.ts';
import { maySeeCosts } from '../../costs/service.ts';
import { productEntity } from '../../entity.ts';
import { repeated } from '../../parts/rules.ts';
import { lockProduct } from '../../parts/service.ts';
import { demandFigures } from '../data/contract.ts';
import { type Bands, type ProductStrategy, type setProductStrategy as setContract, StrategySettings } from './contract.ts';
import * as store from './store.ts';

const nothing: ProductStrategy = { ...StrategySettings.parse({}), version: 0 };

/** With a price by markup beside it, the markup says what a product costs. */
function shown(scope: Scope, strategy: ProductStrategy): ProductStrategy {
  return maySeeCosts(scope) ? strategy : { ...strategy, markupBp: null };
}

/** What the four ways to a price use of some products, markups among it: not for whoever may not see costs. */
export async function loadStrategies(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
): Promise<(productId: string | null) => ProductStrategy> {
  const found = await store.findStrategies(db, scope, productIds);
  return (productId) => found.get(productId ?? '') ?? nothing;
}

/** What the four ways to a price use of a product. */
export async function getProductStrategy(db: Db, scope: Scope, productId: string): Promise<ProductStrategy> {
  await getRow(db, scope, productEntity, productId, { deleted: true });
  return shown(scope, (await loadStrategies(db, scope, [productId]))(productId));
}

/** Refuses two bands of a figure that begin at the same value. */
function checkBands(bands: Bands): void {
  const fields = demandFigures.flatMap((key): FieldFault[] =>
    repeated((bands[key] ?? []).map(({ from }) => String(from))).map((at) => ({
      pointer: `/body/bands/${key}/${at}/from`,
      code: 'catalogue.part_twice',
    })),
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

/** Sets what the four ways to a price use of a product. */
export async function setProductStrategy(
  db: Db,
  scope: Scope,
  productId: string,
  { version, ...settings }: BodyOf<typeof setContract>,
): Promise<ProductStrategy> {
  checkBands(settings.bands);
  return inTx(db, async (tx) => {
    await lockProduct(tx, scope, productId);
    const before = (await loadStrategies(tx, scope, [productId]))(productId);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: shown(scope, before) } });
    const markupBp = maySeeCosts(scope) ? settings.markupBp : before.markupBp;
    await store.upsertStrategy(tx, scope, productId, { ...settings, markupBp });
    await appendEvents(tx, scope, [{ kind: 'product.strategySet', subjectKind: 'product', subjectId: productId, data: {} }]);
    return getProductStrategy(tx, scope, productId);
  });
}
