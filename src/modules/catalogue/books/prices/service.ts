import type { Db } from '../../../../platform/db.ts';
import type { BodyOf, QueryOf, ReplyOf } from '../../../../platform/endpoint.ts';
import { DomainError, type FieldFault, invalidField } from '../../../../platform/errors.ts';
import { appendEvents } from '../../../../platform/events.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { violationOf } from '../../../../platform/violation.ts';
import { checkSubjects, getPriceBook, touchBook } from '../service.ts';
import type { BookPriceInput, listBookPrices as listContract, writeBookPrices as writeContract } from './contract.ts';
import { faultsOfBounds } from './rules.ts';
import * as store from './store.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readMark(cursor: string): store.PriceMark {
  const [productId = '', quantity = '', id = ''] = cursor.split(' ');
  if (!uuid.test(productId) || !uuid.test(id) || !/^\d{1,9}(\.\d{1,6})?$/.test(quantity))
    throw invalidField('/query/cursor', 'invalid_cursor');
  return [productId, quantity, id];
}

/** A page of a book's prices, by product and quantity. */
export async function listBookPrices(
  db: Db,
  scope: Scope,
  bookId: string,
  { productId, limit, cursor }: QueryOf<typeof listContract>,
): Promise<ReplyOf<typeof listContract>> {
  await getPriceBook(db, scope, bookId);
  const after = cursor === undefined ? null : readMark(cursor);
  const rows = await store.findPrices(db, scope, { bookId, productId, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { data: page, nextCursor: rows.length > limit && last ? `${last.product.id} ${last.minQuantity} ${last.id}` : null };
}

function faultsOf(set: readonly BookPriceInput[]): FieldFault[] {
  return set.flatMap((price, at) =>
    faultsOfBounds(price).map(({ path, code }) => ({ pointer: `/body/set/${at}/${path}`, code })),
  );
}

async function write(tx: Tx, scope: Scope, bookId: string, set: readonly BookPriceInput[]): Promise<string[]> {
  try {
    return await store.upsertPrices(tx, scope, bookId, set);
  } catch (error) {
    if (violationOf(error)?.constraint !== 'price_book_prices_tier_uq') throw error;
    const code = 'catalogue.tier_twice';
    throw new DomainError(code, { status: 409, fields: [{ pointer: '/body/set', code }], cause: error });
  }
}

/** Changes, adds and takes away rows of a price book, all or none. */
export async function writeBookPrices(
  db: Db,
  scope: Scope,
  bookId: string,
  { set, remove }: BodyOf<typeof writeContract>,
): Promise<ReplyOf<typeof writeContract>> {
  return inTx(db, async (tx) => {
    const { name } = await touchBook(tx, scope, bookId);
    const fields = faultsOf(set);
    if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
    await checkSubjects(tx, scope, set, '/body/set');
    await checkOwn(tx, scope, bookId, set, remove);
    const removed = remove.length === 0 ? 0 : await store.deletePrices(tx, scope, bookId, remove);
    const ids = set.length === 0 ? [] : await write(tx, scope, bookId, set);
    const event = {
      kind: 'priceBook.pricesChanged',
      subjectKind: 'priceBook',
      subjectId: bookId,
      data: { name, count: ids.length + removed },
    };
    await appendEvents(tx, scope, [event]);
    return { data: await store.findPrices(tx, scope, { bookId, ids, limit: ids.length }), removed };
  });
}

/** Refuses rows that are not of this book. */
async function checkOwn(
  tx: Tx,
  scope: Scope,
  bookId: string,
  set: readonly BookPriceInput[],
  remove: readonly string[],
): Promise<void> {
  const wanted = [
    ...set.flatMap(({ bookPriceId }, at) => (bookPriceId ? [{ id: bookPriceId, pointer: `/body/set/${at}/bookPriceId` }] : [])),
    ...remove.map((id, at) => ({ id, pointer: `/body/remove/${at}` })),
  ];
  if (wanted.length === 0) return;
  const found = await store.findPrices(tx, scope, { bookId, ids: wanted.map(({ id }) => id), limit: wanted.length });
  const own = new Set(found.map(({ id }) => id));
  const fields = wanted.flatMap(({ id, pointer }) => (own.has(id) ? [] : [{ pointer, code: 'not_found_reference' }]));
  if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
}
