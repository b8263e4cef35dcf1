import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { NewPriceBook, PriceBook, PriceRule, RuleInput } from './contract.ts';

/** Price books in the order in which they are asked. Customers are those that are there; who may read books may read their names. */
export async function findBooks(db: Db, scope: Scope, id: string | null = null, lock = false): Promise<PriceBook[]> {
  const sql = scopedSql(scope);
  const count = (table: string) =>
    `(select count(*)::int from ${table} n where ${sql.workspace('n')} and n.price_book_id = b.id)`;
  return sql.rows<PriceBook>(
    db,
    `select b.id, b.name, b.currency, b.parent_id, b.adjustment_bp, b.priority, b.is_active, b.valid_from, b.valid_to, b.segment, b.version,
      ${count('price_book_prices')} as prices, ${count('price_rules')} as rules,
      coalesce((select json_agg(json_build_object('id', r.id, 'title', r.title) order by r.title, r.id) from price_book_accounts a
        join records r on ${sql.workspace('r')} and r.id = a.account_id where ${sql.workspace('a')} and a.price_book_id = b.id), '[]'::json) as accounts
    from price_books b where ${sql.workspace('b')}${id === null ? '' : ` and b.id = ${sql.param(id)}::uuid`}
    order by b.priority desc, b.name, b.id${lock ? ' for no key update of b' : ''}`,
  );
}

/** Lets one writer at a time change how books rest on each other. */
export async function lockBooks(tx: Tx, scope: Scope): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(tx, `select pg_advisory_xact_lock(hashtextextended('price_books' || ${sql.workspaceId}::text, 0))`);
}

/** Which book rests on which, by parent and by rules. */
export async function findEdges(db: Db, scope: Scope): Promise<{ from: string; to: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select b.id as from, b.parent_id as to from price_books b where ${sql.workspace('b')} and b.parent_id is not null
    union select r.price_book_id, r.base_book_id from price_rules r where ${sql.workspace('r')} and r.base_book_id is not null`,
  );
}

type Columns = Omit<NewPriceBook, 'accountIds' | 'currency'>;

function columnsOf({ segment, ...rest }: Partial<Columns>) {
  return { ...rest, ...(segment === undefined ? {} : { segment: segment === null ? null : JSON.stringify(segment) }) };
}

export async function insertBook(
  tx: Tx,
  scope: Scope,
  { name, ...book }: Columns & { currency: string },
  importId: string | null = null,
): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('priceBooks')
    .values({ name, ...columnsOf(book), currency: book.currency, id, importId, workspaceId: scope.workspaceId })
    .execute();
  return id;
}

export async function updateBook(tx: Tx, scope: Scope, id: string, changes: Partial<Columns>): Promise<void> {
  await tx
    .updateTable('priceBooks')
    .set((eb) => ({ ...columnsOf(changes), version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteBook(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('priceBooks').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Price books that an import made. */
export async function findImported(db: Db, scope: Scope, importId: string): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('priceBooks')
    .select(['id', 'name as title'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', '=', importId)
    .orderBy('id')
    .execute();
}

/** Deletes books at once, so that they may rest on each other. */
export async function deleteBooks(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(tx, `delete from price_books b where ${sql.workspace('b')} and b.id = any(${sql.param(ids)}::uuid[])`);
}

export async function replaceAccounts(tx: Tx, scope: Scope, id: string, accountIds: readonly string[]): Promise<void> {
  const { workspaceId } = scope;
  const ids = [...new Set(accountIds)];
  await tx.deleteFrom('priceBookAccounts').where('workspaceId', '=', workspaceId).where('priceBookId', '=', id).execute();
  if (ids.length > 0)
    await tx
      .insertInto('priceBookAccounts')
      .values(ids.map((accountId) => ({ accountId, priceBookId: id, workspaceId })))
      .execute();
  await tx
    .updateTable('priceBooks')
    .set({ isForAccounts: ids.length > 0 })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function findRules(db: Db, scope: Scope, bookId: string): Promise<PriceRule[]> {
  const sql = scopedSql(scope);
  return sql.rows<PriceRule>(
    db,
    `select r.id, r.scope, r.variant_id, r.category, trim_scale(r.min_quantity)::text as min_quantity, r.base, r.method, r.amount_minor,
      r.percent_bp, r.formula, r.valid_from, r.valid_to,
      case when p.id is null then null else json_build_object('id', p.id, 'title', p.title) end as product,
      case when b.id is null then null else json_build_object('id', b.id, 'title', b.name) end as base_book
    from price_rules r left join records p on ${sql.workspace('p')} and p.id = r.product_id
    left join price_books b on ${sql.workspace('b')} and b.id = r.base_book_id
    where ${sql.workspace('r')} and r.price_book_id = ${sql.param(bookId)}::uuid order by r.position`,
  );
}

export async function replaceRules(tx: Tx, scope: Scope, priceBookId: string, rules: readonly RuleInput[]): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('priceRules').where('workspaceId', '=', workspaceId).where('priceBookId', '=', priceBookId).execute();
  if (rules.length === 0) return;
  await tx
    .insertInto('priceRules')
    .values(
      rules.map(({ formula, ...rule }, position) => ({
        ...rule,
        formula: formula === null ? null : JSON.stringify(formula),
        position,
        priceBookId,
        workspaceId,
        id: uuidv7(),
      })),
    )
    .execute();
}

/** Of some variants those that are of the product named beside them. */
export async function findOwnVariants(
  db: Db,
  scope: Scope,
  pairs: readonly { productId: string; variantId: string }[],
): Promise<Set<string>> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select v.id from product_variants v join unnest(${sql.param(pairs.map(({ productId }) => productId))}::uuid[], ${sql.param(pairs.map(({ variantId }) => variantId))}::uuid[])
      as n(product_id, variant_id) on v.product_id = n.product_id and v.id = n.variant_id where ${sql.workspace('v')}`,
  );
  return new Set(rows.map(({ id }) => id));
}
