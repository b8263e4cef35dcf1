import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type * as data from './data/contract.ts';

export async function findProducts(db: Db, scope: Scope, ids: readonly string[]) {
  const sql = scopedSql(scope);
  return sql.rows<data.ProductFacts & { floorMarginBp: number | null; targetMarginBp: number | null }>(
    db,
    `select p.id, p.category, p.price_minor, p.currency, p.bundle, p.unit, p.floor_margin_bp, p.target_margin_bp
    from products p where ${sql.workspace('p')} and p.id = any(${sql.param(ids)}::uuid[])`,
  );
}

/** What bundles hold, down to the last part. */
export async function findComponents(db: Db, scope: Scope, bundleIds: readonly string[]): Promise<data.Component[]> {
  if (bundleIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<data.Component>(
    db,
    `with recursive held as (
      select c.bundle_id, c.product_id, c.quantity, c.is_required from product_components c
        where ${sql.workspace('c')} and c.bundle_id = any(${sql.param(bundleIds)}::uuid[])
      union select c.bundle_id, c.product_id, c.quantity, c.is_required from held h
        join product_components c on ${sql.workspace('c')} and c.bundle_id = h.product_id)
    select bundle_id, product_id, null::uuid as variant_id, quantity::text as quantity from held`,
  );
}

export async function findVariants(db: Db, scope: Scope, productIds: readonly string[]): Promise<data.VariantFacts[]> {
  const sql = scopedSql(scope);
  return sql.rows<data.VariantFacts>(
    db,
    `select v.id, v.product_id, v.price_minor from product_variants v
    where ${sql.workspace('v')} and v.product_id = any(${sql.param(productIds)}::uuid[])`,
  );
}

export async function findListPrices(db: Db, scope: Scope, productIds: readonly string[]): Promise<data.ListPrice[]> {
  const sql = scopedSql(scope);
  return sql.rows<data.ListPrice>(
    db,
    `select l.product_id, l.variant_id, l.currency, l.amount_minor from product_prices l
    where ${sql.workspace('l')} and l.product_id = any(${sql.param(productIds)}::uuid[])`,
  );
}

/** Costs begun by a day: of each product and variant the latest. */
export async function findCosts(db: Db, scope: Scope, productIds: readonly string[], on: string): Promise<data.Cost[]> {
  const sql = scopedSql(scope);
  return sql.rows<data.Cost>(
    db,
    `select distinct on (c.product_id, c.variant_id) c.product_id, c.variant_id, c.currency, c.amount_minor, c.valid_from from product_costs c
    where ${sql.workspace('c')} and c.product_id = any(${sql.param(productIds)}::uuid[]) and c.valid_from <= ${sql.param(on)}::date
    order by c.product_id, c.variant_id, c.valid_from desc`,
  );
}

/** All books, at most 200: parents and bases need not hold for the customer. */
export async function findBooks(db: Db, scope: Scope): Promise<data.Book[]> {
  const sql = scopedSql(scope);
  return sql.rows<data.Book>(
    db,
    `select b.id, b.name, b.currency, b.parent_id, b.adjustment_bp, b.priority, b.is_active, b.valid_from, b.valid_to, b.is_for_accounts,
      b.segment, b.created_at from price_books b where ${sql.workspace('b')} and b.is_active`,
  );
}

/** Prices of products in books that are in force on a day. */
export async function findBookPrices(db: Db, scope: Scope, productIds: readonly string[], on: string): Promise<data.BookPrice[]> {
  const sql = scopedSql(scope);
  return sql.rows<data.BookPrice>(
    db,
    `select p.id, p.price_book_id as book_id, p.product_id, p.variant_id, p.min_quantity::text as min_quantity, p.max_quantity::text as max_quantity,
      p.amount_minor, p.valid_from, p.valid_to, p.created_at from price_book_prices p
    where ${sql.workspace('p')} and p.product_id = any(${sql.param(productIds)}::uuid[])
      and (p.valid_from is null or p.valid_from <= ${sql.param(on)}::date) and (p.valid_to is null or p.valid_to >= ${sql.param(on)}::date)`,
  );
}

/** Rules that may be about these products. */
export async function findRules(db: Db, scope: Scope, productIds: readonly string[], on: string): Promise<data.BookRule[]> {
  const sql = scopedSql(scope);
  const inForce = `(r.valid_from is null or r.valid_from <= ${sql.param(on)}::date) and (r.valid_to is null or r.valid_to >= ${sql.param(on)}::date)`;
  const columns = `r.id, r.price_book_id as book_id, r.scope, r.product_id, r.variant_id, r.category, r.min_quantity::text as min_quantity,
    r.base, r.base_book_id, r.method, r.amount_minor, r.percent_bp, r.formula, r.valid_from, r.valid_to, r.created_at`;
  return sql.rows<data.BookRule>(
    db,
    `select ${columns} from price_rules r where ${sql.workspace('r')} and r.product_id = any(${sql.param(productIds)}::uuid[]) and ${inForce}
    union all select ${columns} from price_rules r where ${sql.workspace('r')} and r.product_id is null and ${inForce}`,
  );
}

/** The books that name a customer. */
export async function findBooksOf(db: Db, scope: Scope, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('priceBookAccounts')
    .select('priceBookId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('accountId', '=', accountId)
    .execute();
  return rows.map(({ priceBookId }) => priceBookId);
}

export async function findGuards(db: Db, scope: Scope): Promise<data.MarginGuard[]> {
  const rows = await db
    .selectFrom('marginGuards')
    .select(['category', 'floorBp', 'targetBp'])
    .where('workspaceId', '=', scope.workspaceId)
    .execute();
  return rows.map((row) => ({ ...row, productId: null }));
}
