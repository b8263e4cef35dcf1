import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../../../platform/db.ts';
import type { Scope } from '../../../../../platform/scope.ts';
import { scopedSql } from '../../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../../platform/tx.ts';
import { priceColumns } from '../rules.ts';
import type { ChangedPrice, ImportedPrice, KnownPrice, PricePlace } from './rules.ts';

/** Some price books, locked: without their counts, which would be counted anew with every batch. */
export async function lockBooks(tx: Tx, scope: Scope, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    tx,
    `select b.id, b.name from price_books b where ${sql.workspace('b')} and b.id = any(${sql.param(ids)}::uuid[]) order by b.id for no key update`,
  );
}

export async function touchBooks(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `update price_books b set version = b.version + 1, updated_at = now() where ${sql.workspace('b')} and b.id = any(${sql.param(ids)}::uuid[])`,
  );
}

export async function findBooks(db: Db, scope: Scope): Promise<{ id: string; name: string; currency: string }[]> {
  return db
    .selectFrom('priceBooks')
    .select(['id', 'name', 'currency'])
    .where('workspaceId', '=', scope.workspaceId)
    .orderBy('name')
    .execute();
}

/** The prices that begin at these places, each with the place's index. */
export async function findAt(
  db: Db,
  scope: Scope,
  places: readonly (PricePlace & { place: number })[],
): Promise<{ place: number; id: string }[]> {
  const sql = scopedSql(scope);
  const rows = places.map((one) => ({
    place: one.place,
    price_book_id: one.priceBookId,
    product_id: one.productId,
    variant_id: one.variantId,
    min_quantity: one.minQuantity,
    valid_from: one.validFrom,
  }));
  return sql.rows(
    db,
    `select n.place, b.id from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as n(place int, price_book_id uuid, product_id uuid, variant_id uuid, min_quantity numeric, valid_from date)
    join price_book_prices b on b.product_id = n.product_id and b.price_book_id = n.price_book_id and b.min_quantity = n.min_quantity
      and b.variant_id is not distinct from n.variant_id and b.valid_from is not distinct from n.valid_from
    where ${sql.workspace('b')}`,
  );
}

export async function findKnown(db: Db, scope: Scope, ids: readonly string[], lock: boolean): Promise<KnownPrice[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select p.id, p.price_book_id, b.currency, p.product_id, p.variant_id, trim_scale(p.min_quantity)::text as min_quantity,
      trim_scale(p.max_quantity)::text as max_quantity, p.amount_minor, p.valid_from, p.valid_to
    from price_book_prices p join price_books b on ${sql.workspace('b')} and b.id = p.price_book_id
    where ${sql.workspace('p')} and p.id = any(${sql.param(ids)}::uuid[]) order by p.id${lock ? ' for update of p' : ''}`,
  );
}

export async function insertPrices(tx: Tx, scope: Scope, prices: readonly ImportedPrice[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  const rows = prices.map((price) => ({
    id: uuidv7(),
    price_book_id: price.priceBookId,
    ...priceColumns(price),
  }));
  await sql.run(
    tx,
    `insert into price_book_prices (workspace_id, id, price_book_id, product_id, variant_id, min_quantity, max_quantity, amount_minor, valid_from, valid_to,
      import_id, last_import_id)
    select ${sql.workspaceId}, n.*, ${sql.param(importId)}::uuid, ${sql.param(importId)}::uuid
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, price_book_id uuid, product_id uuid, variant_id uuid,
      min_quantity numeric, max_quantity numeric, amount_minor bigint, valid_from date, valid_to date)`,
  );
}

/** Changes prices and keeps what they were; of one that the import changes twice, what it was before the first time. */
export async function changePrices(tx: Tx, scope: Scope, changes: readonly ChangedPrice[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  const rows = changes.map(({ id, amountMinor, maxQuantity, validTo }) => ({
    id,
    amount_minor: amountMinor,
    max_quantity: maxQuantity,
    valid_to: validTo,
  }));
  await sql.run(
    tx,
    `with n as (select * from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, amount_minor bigint, max_quantity numeric, valid_to date)),
      kept as (insert into price_book_price_changes (workspace_id, import_id, price_id, amount_minor, max_quantity, valid_to, last_import_id)
        select b.workspace_id, ${sql.param(importId)}::uuid, b.id, b.amount_minor, b.max_quantity, b.valid_to, b.last_import_id
        from price_book_prices b join n on n.id = b.id where ${sql.workspace('b')} on conflict do nothing)
    update price_book_prices b set amount_minor = n.amount_minor, max_quantity = n.max_quantity, valid_to = n.valid_to, last_import_id = ${sql.param(importId)}::uuid
    from n where ${sql.workspace('b')} and b.id = n.id`,
  );
}

export interface Written {
  id: string;
  priceBookId: string;
}

interface Page {
  importId: string;
  after: string | null;
  limit: number;
}

/** Prices that an import made and nobody else has written since. */
export async function findMade(db: Db, scope: Scope, { importId, after, limit }: Page): Promise<Written[]> {
  const sql = scopedSql(scope);
  const import_ = `${sql.param(importId)}::uuid`;
  return sql.rows(
    db,
    `select b.id, b.price_book_id from price_book_prices b where ${sql.workspace('b')} and b.import_id = ${import_} and b.last_import_id = ${import_}
      ${after === null ? '' : `and b.id > ${sql.param(after)}::uuid`} order by b.id limit ${sql.param(limit)}`,
  );
}

/** Prices that an import changed and nobody else has written since. */
export async function findChanged(db: Db, scope: Scope, { importId, after, limit }: Page): Promise<Written[]> {
  const sql = scopedSql(scope);
  const import_ = `${sql.param(importId)}::uuid`;
  return sql.rows(
    db,
    `select b.id, b.price_book_id from price_book_price_changes c join price_book_prices b on ${sql.workspace('b')} and b.id = c.price_id
    where ${sql.workspace('c')} and c.import_id = ${import_} and b.last_import_id = ${import_}
      ${after === null ? '' : `and c.price_id > ${sql.param(after)}::uuid`} order by c.price_id limit ${sql.param(limit)}`,
  );
}

export async function deleteMade(tx: Tx, scope: Scope, importId: string, ids: readonly string[]): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `delete from price_book_prices b where ${sql.workspace('b')} and b.id = any(${sql.param(ids)}::uuid[]) and b.last_import_id = ${sql.param(importId)}::uuid`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Gives prices back what they were before an import. */
export async function restoreChanged(tx: Tx, scope: Scope, importId: string, ids: readonly string[]): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `with back as (update price_book_prices b set amount_minor = c.amount_minor, max_quantity = c.max_quantity, valid_to = c.valid_to, last_import_id = c.last_import_id
        from price_book_price_changes c where ${sql.workspace('b')} and ${sql.workspace('c')} and c.price_id = b.id and c.import_id = ${sql.param(importId)}::uuid
          and b.last_import_id = ${sql.param(importId)}::uuid and b.id = any(${sql.param(ids)}::uuid[]) returning b.id)
    delete from price_book_price_changes c using back where ${sql.workspace('c')} and c.import_id = ${sql.param(importId)}::uuid and c.price_id = back.id`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Prices that an import made or changed and that somebody has written since. */
export async function countLeft(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ count: number }>(
    db,
    `select (select count(*)::int from price_book_prices b where ${sql.workspace('b')} and b.import_id = ${sql.param(importId)}::uuid)
      + (select count(*)::int from price_book_price_changes c where ${sql.workspace('c')} and c.import_id = ${sql.param(importId)}::uuid) as count`,
  );
  return row?.count ?? 0;
}
