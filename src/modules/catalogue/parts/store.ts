import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ComponentInput, ListPriceIn, ProductComponent, Variant, VariantInput } from './contract.ts';

export async function findVariants(db: Db, scope: Scope, productId: string): Promise<Variant[]> {
  const sql = scopedSql(scope);
  return sql.rows<Variant>(
    db,
    `select v.id, v.code, v.name, v.attributes, v.price_minor, v.is_active from product_variants v
    where ${sql.workspace('v')} and v.product_id = ${sql.param(productId)}::uuid order by v.position, v.id`,
  );
}

/** Variants of some products, each with its product. */
export async function findVariantsOf(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
): Promise<{ productId: string; id: string; name: string; code: string | null; isActive: boolean }[]> {
  if (productIds.length === 0) return [];
  return db
    .selectFrom('productVariants')
    .select(['productId', 'id', 'name', 'code', 'isActive'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', 'in', productIds)
    .execute();
}

export async function findListPrices(db: Db, scope: Scope, productId: string): Promise<ListPriceIn[]> {
  return db
    .selectFrom('productPrices')
    .select(['variantId', 'currency', 'amountMinor'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', '=', productId)
    .orderBy('currency')
    .orderBy('variantId')
    .execute();
}

export async function findComponents(db: Db, scope: Scope, bundleId: string): Promise<ProductComponent[]> {
  const sql = scopedSql(scope);
  return sql.rows<ProductComponent>(
    db,
    `select json_build_object('id', c.product_id, 'title', r.title) as product, p.unit, trim_scale(c.quantity)::text as quantity,
      c.is_required, trim_scale(c.min_quantity)::text as min_quantity, trim_scale(c.max_quantity)::text as max_quantity
    from product_components c join records r on ${sql.workspace('r')} and r.id = c.product_id
      join products p on ${sql.workspace('p')} and p.id = c.product_id
    where ${sql.workspace('c')} and c.bundle_id = ${sql.param(bundleId)}::uuid order by c.position`,
  );
}

/** A part that a bundle may hold. */
export interface BundlePart extends Omit<ProductComponent, 'product'> {
  bundleId: string;
  productId: string;
  name: string;
}

/** What some products hold that are sold as bundles, in the order of each. */
export async function findPartsOf(db: Db, scope: Scope, bundleIds: readonly string[]): Promise<BundlePart[]> {
  if (bundleIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<BundlePart>(
    db,
    `select c.bundle_id, c.product_id, r.title as name, p.unit, trim_scale(c.quantity)::text as quantity, c.is_required,
      trim_scale(c.min_quantity)::text as min_quantity, trim_scale(c.max_quantity)::text as max_quantity
    from product_components c
      join products b on ${sql.workspace('b')} and b.id = c.bundle_id and b.bundle is not null
      join products p on ${sql.workspace('p')} and p.id = c.product_id
      join records r on ${sql.workspace('r')} and r.id = c.product_id
    where ${sql.workspace('c')} and c.bundle_id = any(${sql.param(bundleIds)}::uuid[]) order by c.bundle_id, c.position`,
  );
}

export async function findImageId(db: Db, scope: Scope, productId: string): Promise<string | null> {
  const row = await db
    .selectFrom('products')
    .select('imageId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', productId)
    .executeTakeFirst();
  return row?.imageId ?? null;
}

/**
 * Writes the variants of a product: those there are change, new ones come, others go with what hangs on them. What a person
 * has changed is not taken back with the import that made it.
 */
export async function replaceVariants(
  tx: Tx,
  scope: Scope,
  productId: string,
  variants: readonly VariantInput[],
  sameIds: readonly string[],
): Promise<void> {
  const rows = variants.map(({ variantId, code, name, attributes, priceMinor, isActive }, position) => ({
    id: variantId ?? uuidv7(),
    position,
    code,
    name,
    attributes,
    price_minor: priceMinor,
    is_active: isActive,
  }));
  await deleteOthers(
    tx,
    scope,
    productId,
    rows.map(({ id }) => id),
  );
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `insert into product_variants as v (workspace_id, id, product_id, position, code, name, attributes, price_minor, is_active)
    select ${sql.workspaceId}, n.id, ${sql.param(productId)}::uuid, n.position, n.code, n.name, n.attributes, n.price_minor, n.is_active
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as n(id uuid, position int, code text, name text, attributes jsonb, price_minor bigint, is_active boolean)
    on conflict on constraint product_variants_pk do update set position = excluded.position, code = excluded.code, name = excluded.name,
      attributes = excluded.attributes, price_minor = excluded.price_minor, is_active = excluded.is_active,
      last_import_id = case when v.id = any(${sql.param(sameIds)}::uuid[]) then v.last_import_id end`,
  );
}

/** Takes away the variants that are not among these. Names and codes of the others may change hands: they are set free. */
async function deleteOthers(tx: Tx, scope: Scope, productId: string, ids: readonly string[]): Promise<void> {
  const gone = scopedSql(scope);
  await gone.run(
    tx,
    `delete from product_variants v where ${gone.workspace('v')} and v.product_id = ${gone.param(productId)}::uuid
      and v.id <> all(${gone.param(ids)}::uuid[])`,
  );
  const kept = scopedSql(scope);
  await kept.run(
    tx,
    `update product_variants v set code = null, name = v.id::text where ${kept.workspace('v')} and v.product_id = ${kept.param(productId)}::uuid`,
  );
}

export async function replaceListPrices(tx: Tx, scope: Scope, productId: string, prices: readonly ListPriceIn[]): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('productPrices').where('workspaceId', '=', workspaceId).where('productId', '=', productId).execute();
  if (prices.length === 0) return;
  await tx
    .insertInto('productPrices')
    .values(prices.map((price) => ({ ...price, id: uuidv7(), workspaceId, productId })))
    .execute();
}

export async function replaceComponents(tx: Tx, scope: Scope, bundleId: string, parts: readonly ComponentInput[]): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('productComponents').where('workspaceId', '=', workspaceId).where('bundleId', '=', bundleId).execute();
  if (parts.length === 0) return;
  await tx
    .insertInto('productComponents')
    .values(parts.map((part, position) => ({ ...part, workspaceId, bundleId, position })))
    .execute();
}

/** Every bundle from these down, with what it holds: `[bundle, part]`. */
export async function findHeld(db: Db, scope: Scope, ids: readonly string[]): Promise<{ bundleId: string; productId: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `with recursive held as (
      select c.bundle_id, c.product_id from product_components c where ${sql.workspace('c')} and c.bundle_id = any(${sql.param(ids)}::uuid[])
      union select c.bundle_id, c.product_id from held h join product_components c on ${sql.workspace('c')} and c.bundle_id = h.product_id)
    select bundle_id, product_id from held`,
  );
}

/** Lets one writer at a time change what bundles hold. */
export async function lockBundles(tx: Tx, scope: Scope): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(tx, `select pg_advisory_xact_lock(hashtextextended('product_components' || ${sql.workspaceId}::text, 0))`);
}

/** Notes that a product was changed, with what is given of its row. */
export async function touchProduct(tx: Tx, scope: Scope, id: string, changes: { imageId?: string | null } = {}): Promise<void> {
  await tx
    .updateTable('products')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}
