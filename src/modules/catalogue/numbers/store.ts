import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import { type CustomerNumber, type CustomerNumberInput, maximumSharing, type NamedProduct } from './contract.ts';

/** Products as a query of `id` and `title`, those first made first, that a customer has a number for; each part is SQL. */
function sharing(sql: ScopedSql, { accountId, number, productId }: Record<'accountId' | 'number' | 'productId', string>): string {
  return `select r.id, r.title from product_numbers o
      join records r on ${sql.workspace('r')} and r.id = o.product_id and r.deleted_at is null
    where ${sql.workspace('o')} and o.account_id = ${accountId} and lower(o.number) = lower(${number}) and o.product_id <> ${productId}
      and ${rightsPredicate(sql, 'product', 'view', 'r')}
    order by o.product_id limit ${maximumSharing}`;
}

export async function findSharing(
  db: Db,
  scope: Scope,
  productId: string,
  accountId: string,
  number: string,
): Promise<CustomerNumber['sharedWith']> {
  const sql = scopedSql(scope);
  const [product, account] = [`${sql.param(productId)}::uuid`, `${sql.param(accountId)}::uuid`];
  return sql.rows(db, sharing(sql, { productId: product, accountId: account, number: `${sql.param(number)}::text` }));
}

export async function findNumbers(db: Db, scope: Scope, productId: string, accountId?: string): Promise<CustomerNumber[]> {
  const sql = scopedSql(scope);
  const one = accountId === undefined ? '' : ` and n.account_id = ${sql.param(accountId)}::uuid`;
  return sql.rows<CustomerNumber>(
    db,
    `select json_build_object('id', r.id, 'title', r.title) as account, n.number, n.name,
      (select coalesce(json_agg(s), '[]'::json) from (${sharing(sql, { accountId: 'n.account_id', number: 'n.number', productId: 'n.product_id' })}) s) as shared_with
    from product_numbers n join records r on ${sql.workspace('r')} and r.id = n.account_id and r.deleted_at is null
    where ${sql.workspace('n')} and n.product_id = ${sql.param(productId)}::uuid${one} and ${rightsPredicate(sql, 'account', 'view', 'r')}
    order by r.title, r.id limit 500`,
  );
}

export async function upsertNumber(
  tx: Tx,
  scope: Scope,
  productId: string,
  accountId: string,
  input: CustomerNumberInput,
): Promise<void> {
  await tx
    .insertInto('productNumbers')
    .values({ ...input, productId, accountId, workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('product_numbers_pk').doUpdateSet({ ...input, lastImportId: null }))
    .execute();
}

export async function deleteNumber(tx: Tx, scope: Scope, productId: string, accountId: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('productNumbers')
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', '=', productId)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

const mostFound = 400;

/** What a customer calls the products that are sold; those whose number is meant come before those whose name is. */
export async function findNamed(
  db: Db,
  scope: Scope,
  accountId: string,
  texts: readonly string[],
  isWhole: boolean,
): Promise<NamedProduct[]> {
  const sql = scopedSql(scope);
  const wanted = sql.param(texts.map((text) => text.toLowerCase()));
  const is = (column: string): string =>
    isWhole
      ? `lower(${column}) = any(${wanted}::text[])`
      : `exists (select 1 from unnest(${wanted}::text[]) as w where starts_with(lower(${column}), w))`;
  return sql.rows<NamedProduct>(
    db,
    `select json_build_object('id', r.id, 'title', r.title, 'code', p.code) as product, n.number, n.name
    from product_numbers n
      join products p on ${sql.workspace('p')} and p.id = n.product_id and p.is_active
      join records r on ${sql.workspace('r')} and r.id = n.product_id and r.deleted_at is null
    where ${sql.workspace('n')} and n.account_id = ${sql.param(accountId)}::uuid and (${is('n.number')} or ${is('n.name')})
      and ${rightsPredicate(sql, 'product', 'view', 'r')}
    order by (${is('n.number')}) desc nulls last, n.number, r.title, r.id limit ${mostFound}`,
  );
}

export async function findNumbersOf(
  db: Db,
  scope: Scope,
  accountId: string,
  productIds: readonly string[],
): Promise<{ productId: string; number: string }[]> {
  if (productIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select n.product_id, n.number from product_numbers n
    where ${sql.workspace('n')} and n.account_id = ${sql.param(accountId)}::uuid and n.number is not null
      and n.product_id = any(${sql.param(productIds)}::uuid[])`,
  );
}

/** A number, and the customer whose it is. */
export interface CustomerProduct {
  accountId: string;
  number: string;
}

export async function findProductsByNumber(
  db: Db,
  scope: Scope,
  asked: readonly CustomerProduct[],
): Promise<(CustomerProduct & { productId: string })[]> {
  if (asked.length === 0) return [];
  const sql = scopedSql(scope);
  const accounts = sql.param(asked.map(({ accountId }) => accountId));
  const numbers = sql.param(asked.map(({ number }) => number.toLowerCase()));
  return sql.rows(
    db,
    `select n.account_id, n.product_id, n.number from unnest(${accounts}::uuid[], ${numbers}::text[]) as a(account_id, number)
      join product_numbers n on ${sql.workspace('n')} and n.account_id = a.account_id and lower(n.number) = a.number
      join records r on ${sql.workspace('r')} and r.id = n.product_id and r.deleted_at is null`,
  );
}
