import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { scopedSql } from '../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../platform/tx.ts';
import type { BookPrice, BookPriceInput } from './contract.ts';
import { priceColumns } from './rules.ts';

/** Where a page ends: product, quantity, id. */
export type PriceMark = readonly [productId: string, minQuantity: string, id: string];

interface Wish {
  bookId: string;
  productId?: string | undefined;
  ids?: readonly string[];
  after?: PriceMark | null;
  limit: number;
}

export async function findPrices(db: Db, scope: Scope, { bookId, productId, ids, after, limit }: Wish): Promise<BookPrice[]> {
  const sql = scopedSql(scope);
  const place = (value: string, type: string) => `${sql.param(value)}::${type}`;
  const conditions = [
    `b.price_book_id = ${place(bookId, 'uuid')}`,
    ...(productId === undefined ? [] : [`b.product_id = ${place(productId, 'uuid')}`]),
    ...(ids === undefined ? [] : [`b.id = any(${sql.param(ids)}::uuid[])`]),
    ...(after
      ? [
          `(b.product_id, b.min_quantity, b.id) > (${place(after[0], 'uuid')}, ${place(after[1], 'numeric')}, ${place(after[2], 'uuid')})`,
        ]
      : []),
  ];
  return sql.rows<BookPrice>(
    db,
    `select b.id, json_build_object('id', p.id, 'title', p.name) as product, p.code, b.variant_id, v.name as variant_name,
      trim_scale(b.min_quantity)::text as min_quantity, trim_scale(b.max_quantity)::text as max_quantity, b.amount_minor, b.valid_from, b.valid_to
    from price_book_prices b join products p on ${sql.workspace('p')} and p.id = b.product_id
    left join product_variants v on ${sql.workspace('v')} and v.product_id = b.product_id and v.id = b.variant_id
    where ${sql.workspace('b')} and ${conditions.join(' and ')} order by b.product_id, b.min_quantity, b.id limit ${sql.param(limit)}`,
  );
}

export async function deletePrices(tx: Tx, scope: Scope, priceBookId: string, ids: readonly string[]): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `delete from price_book_prices b where ${sql.workspace('b')} and b.price_book_id = ${sql.param(priceBookId)}::uuid and b.id = any(${sql.param(ids)}::uuid[])`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Writes rows: those whose id stands in the book already change and are no import's any more, others come. Answers their ids in order. */
export async function upsertPrices(
  tx: Tx,
  scope: Scope,
  priceBookId: string,
  prices: readonly BookPriceInput[],
): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = prices.map((price) => ({
    id: price.bookPriceId ?? uuidv7(),
    ...priceColumns(price),
  }));
  await sql.run(
    tx,
    `insert into price_book_prices as b (workspace_id, id, price_book_id, product_id, variant_id, min_quantity, max_quantity, amount_minor, valid_from, valid_to)
    select ${sql.workspaceId}, n.id, ${sql.param(priceBookId)}::uuid, n.product_id, n.variant_id, n.min_quantity, n.max_quantity, n.amount_minor, n.valid_from, n.valid_to
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, product_id uuid, variant_id uuid, min_quantity numeric, max_quantity numeric,
      amount_minor bigint, valid_from date, valid_to date)
    on conflict on constraint price_book_prices_pk do update set product_id = excluded.product_id, variant_id = excluded.variant_id,
      min_quantity = excluded.min_quantity, max_quantity = excluded.max_quantity, amount_minor = excluded.amount_minor,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, last_import_id = null where b.price_book_id = excluded.price_book_id`,
  );
  return rows.map(({ id }) => id);
}
