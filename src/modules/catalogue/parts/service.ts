import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { findSeen } from '../../records/audit/service.ts';
import { getRow, permitOn } from '../../records/entities/service.ts';
import type { Row } from '../../records/entities/rules.ts';
import { listFiles } from '../../timeline/files/service.ts';
import { productEntity } from '../entity.ts';
import { loadUnits, setUnits } from '../units/service.ts';
import type { ComponentInput, PartsChanges, ProductParts, VariantInput } from './contract.ts';
import { repeated, unchanged } from './rules.ts';
import * as store from './store.ts';

async function loadParts(db: Db, scope: Scope, product: Row): Promise<ProductParts> {
  const id = String(product['id']);
  return {
    variants: await store.findVariants(db, scope, id),
    prices: await store.findListPrices(db, scope, id),
    components: await store.findComponents(db, scope, id),
    units: (await loadUnits(db, scope, [id])).get(id) ?? [],
    imageId: await store.findImageId(db, scope, id),
    version: Number(product['version']),
  };
}

/** Variants, units, prices in other currencies and components of a product. Whoever sees the product sees them. */
export async function getProductParts(db: Db, scope: Scope, id: string): Promise<ProductParts> {
  return loadParts(db, scope, await getRow(db, scope, productEntity, id, { deleted: true }));
}

/** Variants of some products that the caller has found, sold or not. */
export async function findVariantsOf(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
): Promise<{ productId: string; id: string; name: string; code: string | null; isActive: boolean }[]> {
  return store.findVariantsOf(db, scope, productIds);
}

/** What some bundles may hold, by bundle; of products that are no bundles nothing. No right is asked for: the caller has found them. */
export async function findPartsOf(db: Db, scope: Scope, bundleIds: readonly string[]): Promise<Map<string, store.BundlePart[]>> {
  return Map.groupBy(await store.findPartsOf(db, scope, bundleIds), ({ bundleId }) => bundleId);
}

/** A product that the scope may edit, locked. */
export async function lockProduct(tx: Tx, scope: Scope, id: string): Promise<Row> {
  const row = await getRow(tx, scope, productEntity, id, { lock: true });
  permitOn(scope, productEntity, 'edit', row);
  return row;
}

const partFault = (pointer: string, code: string): FieldFault => ({ pointer, code });

/** Refuses two variants of one name or code, and ones that are not the product's. */
function checkVariants(variants: readonly VariantInput[], known: ReadonlySet<string>): void {
  const fields = [
    ...repeated(variants.map(({ name }) => name)).map((at) => partFault(`/body/variants/${at}/name`, 'catalogue.part_twice')),
    ...repeated(variants.map(({ code }) => code)).map((at) => partFault(`/body/variants/${at}/code`, 'catalogue.part_twice')),
    ...variants.flatMap(({ variantId }, at) =>
      variantId && !known.has(variantId) ? [partFault(`/body/variants/${at}/variantId`, 'not_found_reference')] : [],
    ),
  ];
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

async function setVariants(tx: Tx, scope: Scope, id: string, variants: readonly VariantInput[]): Promise<void> {
  const known = await store.findVariants(tx, scope, id);
  checkVariants(variants, new Set(known.map((one) => one.id)));
  try {
    await store.replaceVariants(tx, scope, id, variants, unchanged(variants, known));
  } catch (error) {
    if (violationOf(error)?.constraint !== 'product_variants_code_uq') throw error;
    const fields = [partFault('/body/variants', 'duplicate')];
    throw new DomainError('invalid_input', { status: 409, fields, cause: error });
  }
}

async function setPrices(tx: Tx, scope: Scope, id: string, prices: NonNullable<PartsChanges['prices']>): Promise<void> {
  const known = new Set((await store.findVariants(tx, scope, id)).map((one) => one.id));
  const fields = [
    ...repeated(prices.map(({ variantId, currency }) => `${variantId ?? ''} ${currency}`)).map((at) =>
      partFault(`/body/prices/${at}/currency`, 'catalogue.part_twice'),
    ),
    ...prices.flatMap(({ variantId }, at) =>
      variantId !== null && !known.has(variantId) ? [partFault(`/body/prices/${at}/variantId`, 'not_found_reference')] : [],
    ),
  ];
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  await store.replaceListPrices(tx, scope, id, prices);
}

/** Refuses parts that are no products one sees, come twice, or hold the bundle themselves. */
async function setComponents(tx: Tx, scope: Scope, id: string, parts: readonly ComponentInput[]): Promise<void> {
  await store.lockBundles(tx, scope);
  const ids = parts.map(({ productId }) => productId);
  const seen = new Set((await findSeen(tx, scope, ids)).filter(({ kind }) => kind === 'product').map((head) => head.id));
  const held = await store.findHeld(tx, scope, ids);
  const fields = [
    ...repeated(ids).map((at) => partFault(`/body/components/${at}/productId`, 'catalogue.part_twice')),
    ...ids.flatMap((one, at) =>
      one === id || held.some((each) => each.productId === id && reachesFrom(held, one, id))
        ? [partFault(`/body/components/${at}/productId`, 'catalogue.bundle_in_itself')]
        : seen.has(one)
          ? []
          : [partFault(`/body/components/${at}/productId`, 'not_found_reference')],
    ),
    ...parts.flatMap(({ minQuantity, maxQuantity }, at) =>
      minQuantity !== null && maxQuantity !== null && Number(minQuantity) > Number(maxQuantity)
        ? [partFault(`/body/components/${at}/maxQuantity`, 'catalogue.most_below_least')]
        : [],
    ),
  ];
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  await store.replaceComponents(tx, scope, id, parts);
}

/** Whether one leads down to another. */
function reachesFrom(held: readonly { bundleId: string; productId: string }[], from: string, to: string): boolean {
  const below = new Set([from]);
  for (const one of below) for (const { bundleId, productId } of held) if (bundleId === one) below.add(productId);
  return below.has(to);
}

async function requirePicture(tx: Tx, scope: Scope, id: string, imageId: string): Promise<void> {
  const file = (await listFiles(tx, scope, id)).find((one) => one.id === imageId);
  if (!file) throw invalidField('/body/imageId', 'not_found_reference');
  if (!/^image\/(png|jpeg|webp|gif)$/.test(file.mediaType)) throw invalidField('/body/imageId', 'catalogue.not_a_picture');
}

/** Sets what is given of a product's parts, each list as a whole. Two who change them at once: the second is told. */
export async function setProductParts(db: Db, scope: Scope, id: string, changes: PartsChanges): Promise<ProductParts> {
  return inTx(db, async (tx) => {
    const product = await lockProduct(tx, scope, id);
    if (product['version'] !== changes.version)
      throw new DomainError('stale_version', { extra: { current: await loadParts(tx, scope, product) } });
    const { variants, prices, components, units, imageId } = changes;
    if (variants) await setVariants(tx, scope, id, variants);
    if (prices) await setPrices(tx, scope, id, prices);
    if (components) await setComponents(tx, scope, id, components);
    if (units)
      await setUnits(tx, scope, { id, unit: typeof product['unit'] === 'string' ? product['unit'] || null : null }, units);
    if (imageId) await requirePicture(tx, scope, id, imageId);
    await store.touchProduct(tx, scope, id, imageId === undefined ? {} : { imageId });
    const changed = Object.entries({ variants, prices, components, units, imageId }).flatMap(([key, value]) =>
      value === undefined ? [] : [key],
    );
    await appendEvents(tx, scope, [
      { kind: 'product.partsChanged', subjectKind: 'product', subjectId: id, data: { parts: changed } },
    ]);
    return loadParts(tx, scope, { ...product, version: Number(product['version']) + 1 });
  });
}
