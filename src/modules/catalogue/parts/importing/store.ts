import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../../platform/db.ts';
import { rightsPredicate } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../platform/tx.ts';
import type { KnownVariant, VariantCost } from './rules.ts';

/** Variants with one of these numbers, of products that are there and that the scope sees. */
export async function findByCodes(
  db: Db,
  scope: Scope,
  codes: readonly string[],
): Promise<{ id: string; code: string; productId: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select v.id, v.code, v.product_id from product_variants v join products p on ${sql.workspace('p')} and p.id = v.product_id
    where ${sql.workspace('v')} and v.code = any(${sql.param(codes)}::text[]) and p.deleted_at is null and ${rightsPredicate(sql, 'product', 'view', 'p')}`,
  );
}

/** Numbers of such variants that hold a text. */
export async function findCodes(db: Db, scope: Scope, { q, limit }: { q: string; limit: number }): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ code: string }>(
    db,
    `select v.code from product_variants v join products p on ${sql.workspace('p')} and p.id = v.product_id
    where ${sql.workspace('v')} and v.code is not null and p.deleted_at is null and ${rightsPredicate(sql, 'product', 'view', 'p')}
      and ${q === '' ? 'true' : `position(lower(${sql.param(q)}::text) in lower(v.code)) > 0`} limit ${sql.param(limit)}`,
  );
  return rows.map(({ code }) => code);
}

/** Who holds one of these numbers, whether the scope sees it or not. */
export async function findHolders(db: Db, scope: Scope, codes: readonly string[]): Promise<{ id: string; code: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select v.id, v.code from product_variants v where ${sql.workspace('v')} and v.code = any(${sql.param(codes)}::text[])`,
  );
}

/** Variants of products, or some of them by id. */
export async function findVariants(
  db: Db,
  scope: Scope,
  by: 'id' | 'product_id',
  ids: readonly string[],
): Promise<KnownVariant[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select v.id, v.product_id, v.code, v.name, v.attributes, v.price_minor, v.is_active from product_variants v
    where ${sql.workspace('v')} and v.${by} = any(${sql.param(ids)}::uuid[]) order by v.position, v.id`,
  );
}

/** What a variant says, by column. */
const variantColumns = ({ code, name, attributes, priceMinor, isActive }: KnownVariant) => ({
  code,
  name,
  attributes,
  price_minor: priceMinor,
  is_active: isActive,
});

/** Adds variants behind those of their products; answers their ids. */
export async function insertVariants(
  tx: Tx,
  scope: Scope,
  variants: readonly KnownVariant[],
  importId: string,
): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = variants.map((variant, at) => ({
    id: uuidv7(),
    at,
    product_id: variant.productId,
    ...variantColumns(variant),
  }));
  await sql.run(
    tx,
    `insert into product_variants (workspace_id, id, product_id, position, code, name, attributes, price_minor, is_active, import_id, last_import_id)
    select ${sql.workspaceId}, n.id, n.product_id, coalesce(l.last, -1) + row_number() over (partition by n.product_id order by n.at),
      n.code, n.name, n.attributes, n.price_minor, n.is_active, ${sql.param(importId)}::uuid, ${sql.param(importId)}::uuid
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as n(id uuid, at int, product_id uuid, code text, name text, attributes jsonb, price_minor bigint, is_active boolean)
    left join lateral (select max(v.position) as last from product_variants v where ${sql.workspace('v')} and v.product_id = n.product_id) l on true`,
  );
  return rows.map(({ id }) => id);
}

export async function updateVariants(tx: Tx, scope: Scope, variants: readonly KnownVariant[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = variants.map((variant) => ({ id: variant.id, ...variantColumns(variant) }));
  await sql.run(
    tx,
    `update product_variants v set code = n.code, name = n.name, attributes = n.attributes, price_minor = n.price_minor, is_active = n.is_active
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as n(id uuid, code text, name text, attributes jsonb, price_minor bigint, is_active boolean)
    where ${sql.workspace('v')} and v.id = n.id`,
  );
}

/**
 * Keeps what variants are before an import changes them, with what those of them cost on the day that it changes the cost of; of one
 * that it changes twice, what it was before the first time.
 */
export async function keepVariants(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
  { costed, today, importId }: { costed: readonly string[]; today: string; importId: string },
): Promise<void> {
  const sql = scopedSql(scope);
  const [all, day] = [`${sql.param(ids)}::uuid[]`, `${sql.param(today)}::date`];
  const import_ = `${sql.param(importId)}::uuid`;
  await sql.run(
    tx,
    `with kept as (insert into product_variant_changes as k (workspace_id, import_id, variant_id, code, name, attributes, price_minor, is_active, last_import_id,
        cost_on, cost_minor, cost_currency, cost_import_id)
      select v.workspace_id, ${import_}, v.id, v.code, v.name, v.attributes, v.price_minor, v.is_active, v.last_import_id,
        case when v.id = any(${sql.param(costed)}::uuid[]) then ${day} end, c.amount_minor, c.currency, c.last_import_id
      from product_variants v left join product_costs c on ${sql.workspace('c')} and c.product_id = v.product_id and c.variant_id = v.id and c.valid_from = ${day}
      where ${sql.workspace('v')} and v.id = any(${all}) and v.import_id is distinct from ${import_}
      on conflict on constraint product_variant_changes_pk do update set cost_on = excluded.cost_on, cost_minor = excluded.cost_minor,
        cost_currency = excluded.cost_currency, cost_import_id = excluded.cost_import_id where k.cost_on is null)
    update product_variants v set last_import_id = ${import_} where ${sql.workspace('v')} and v.id = any(${all})`,
  );
}

/** What some variants cost on a day. */
export async function findCosts(db: Db, scope: Scope, ids: readonly string[], today: string): Promise<VariantCost[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select distinct on (c.variant_id) c.variant_id, c.product_id, c.currency, c.amount_minor from product_costs c
    where ${sql.workspace('c')} and c.product_id in (select v.product_id from product_variants v where ${sql.workspace('v')} and v.id = any(${sql.param(ids)}::uuid[]))
      and c.variant_id = any(${sql.param(ids)}::uuid[]) and c.valid_from <= ${sql.param(today)}::date
    order by c.variant_id, c.valid_from desc`,
  );
}

/** Sets what variants cost from a day on. */
export async function upsertCosts(
  tx: Tx,
  scope: Scope,
  costs: readonly VariantCost[],
  { today, importId }: { today: string; importId: string },
): Promise<void> {
  const sql = scopedSql(scope);
  const rows = costs.map(({ variantId, productId, currency, amountMinor }) => ({
    id: uuidv7(),
    variant_id: variantId,
    product_id: productId,
    currency,
    amount_minor: amountMinor,
  }));
  await sql.run(
    tx,
    `insert into product_costs (workspace_id, id, product_id, variant_id, currency, amount_minor, valid_from, created_by, last_import_id)
    select ${sql.workspaceId}, n.id, n.product_id, n.variant_id, n.currency, n.amount_minor, ${sql.param(today)}::date, ${sql.param(scope.userId)}::uuid, ${sql.param(importId)}::uuid
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, product_id uuid, variant_id uuid, currency text, amount_minor bigint)
    on conflict on constraint product_costs_day_uq do update set currency = excluded.currency, amount_minor = excluded.amount_minor,
      created_by = excluded.created_by, created_at = now(), last_import_id = excluded.last_import_id`,
  );
}

/** Notes that products were changed; those that the same import made are still as it made them. */
export async function touchProducts(tx: Tx, scope: Scope, ids: readonly string[], importId: string): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    tx,
    `update products p set version = p.version + 1, updated_at = now() from records r
    where ${sql.workspace('p')} and p.id = any(${sql.param(ids)}::uuid[]) and ${sql.workspace('r')} and r.id = p.id
      and r.import_id is distinct from ${sql.param(importId)}::uuid returning p.id`,
  );
  return rows.map(({ id }) => id);
}

interface Page {
  importId: string;
  after: string | null;
  limit: number;
}

export interface MadeVariant {
  id: string;
  productId: string;
  isUsed: boolean;
}

/** Variants that an import made; in use is what somebody has changed, priced, ruled, costed or sold since. */
export async function findMade(db: Db, scope: Scope, { importId, after, limit }: Page): Promise<MadeVariant[]> {
  const sql = scopedSql(scope);
  const has = (table: string): string =>
    `exists (select from ${table} u where ${sql.workspace('u')} and u.product_id = v.product_id and u.variant_id = v.id)`;
  return sql.rows(
    db,
    `select v.id, v.product_id, v.last_import_id is distinct from v.import_id or ${['price_book_prices', 'price_rules', 'product_prices', 'order_lines'].map(has).join(' or ')}
      or exists (select from product_costs c where ${sql.workspace('c')} and c.product_id = v.product_id and c.variant_id = v.id
        and c.last_import_id is distinct from v.import_id) as is_used
    from product_variants v where ${sql.workspace('v')} and v.import_id = ${sql.param(importId)}::uuid
      ${after === null ? '' : `and v.id > ${sql.param(after)}::uuid`} order by v.id limit ${sql.param(limit)}`,
  );
}

export async function deleteMade(tx: Tx, scope: Scope, importId: string, ids: readonly string[]): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `delete from product_variants v where ${sql.workspace('v')} and v.id = any(${sql.param(ids)}::uuid[]) and v.import_id = ${sql.param(importId)}::uuid and v.last_import_id = v.import_id`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Variants that an import changed and nobody else has changed or costed since. */
export async function findChanged(
  db: Db,
  scope: Scope,
  { importId, after, limit }: Page,
): Promise<{ id: string; productId: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select v.id, v.product_id from product_variant_changes k join product_variants v on ${sql.workspace('v')} and v.id = k.variant_id
    where ${sql.workspace('k')} and k.import_id = ${sql.param(importId)}::uuid and v.last_import_id = k.import_id
      and not exists (select from product_costs c where ${sql.workspace('c')} and c.product_id = v.product_id and c.variant_id = v.id
        and c.valid_from = k.cost_on and c.last_import_id is distinct from k.import_id)
      ${after === null ? '' : `and v.id > ${sql.param(after)}::uuid`} order by v.id limit ${sql.param(limit)}`,
  );
}

/** Gives variants back what they were before an import, and what they cost; answers how many. Names and numbers may change hands: they are set free before. */
export async function restoreChanged(tx: Tx, scope: Scope, importId: string, ids: readonly string[]): Promise<number> {
  const free = scopedSql(scope);
  const held = await free.rows<{ id: string }>(
    tx,
    `update product_variants v set code = null, name = v.id::text
    where ${free.workspace('v')} and v.id = any(${free.param(ids)}::uuid[]) and v.last_import_id = ${free.param(importId)}::uuid returning v.id`,
  );
  await restoreCosts(tx, scope, importId, held.map(({ id }) => id)); // prettier-ignore
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `with gone as (delete from product_variant_changes k where ${sql.workspace('k')} and k.import_id = ${sql.param(importId)}::uuid
      and k.variant_id = any(${sql.param(held.map(({ id }) => id))}::uuid[]) returning k.*)
    update product_variants v set code = k.code, name = k.name, attributes = k.attributes, price_minor = k.price_minor, is_active = k.is_active,
      last_import_id = k.last_import_id from gone k where ${sql.workspace('v')} and v.id = k.variant_id`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

async function restoreCosts(tx: Tx, scope: Scope, importId: string, ids: readonly string[]): Promise<void> {
  const written = (sql: ScopedSql): string =>
    `${sql.workspace('c')} and ${sql.workspace('k')} and k.import_id = ${sql.param(importId)}::uuid and k.variant_id = any(${sql.param(ids)}::uuid[])
      and c.variant_id = k.variant_id and c.valid_from = k.cost_on and c.last_import_id = k.import_id`;
  const back = scopedSql(scope);
  await back.run(
    tx,
    `update product_costs c set amount_minor = k.cost_minor, currency = k.cost_currency, last_import_id = k.cost_import_id
    from product_variant_changes k where ${written(back)} and k.cost_minor is not null`,
  );
  const gone = scopedSql(scope);
  await gone.run(
    tx,
    `delete from product_costs c using product_variant_changes k where ${written(gone)} and k.cost_minor is null`,
  );
}

/** Variants that an import changed and that stay so. */
export async function countChanged(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ count: number }>(
    db,
    `select count(*)::int as count from product_variant_changes k where ${sql.workspace('k')} and k.import_id = ${sql.param(importId)}::uuid`,
  );
  return row?.count ?? 0;
}
