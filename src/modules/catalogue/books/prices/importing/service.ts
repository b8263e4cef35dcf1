import type { Database, Db } from '../../../../../platform/db.ts';
import { DomainError } from '../../../../../platform/errors.ts';
import { appendEvents } from '../../../../../platform/events.ts';
import { pagesOf } from '../../../../../platform/pages.ts';
import { can, permit } from '../../../../../platform/rights.ts';
import type { Scope } from '../../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../../platform/tx.ts';
import { violationOf } from '../../../../../platform/violation.ts';
import { type ChangedPrice, differingPrices, type ImportedPrice, type KnownPrice, type PricePlace } from './rules.ts';
import * as store from './store.ts';

/** The price books that a file may name, with their currencies; none for whoever may not see books. */
export async function listBookNames(db: Db, scope: Scope): Promise<{ id: string; name: string; currency: string }[]> {
  return can(scope, 'priceBook', 'view') ? store.findBooks(db, scope) : [];
}

/** Of places in price books the ids of the prices that begin there; null of those where none does. */
export async function findPricesAt(db: Db, scope: Scope, places: readonly PricePlace[]): Promise<(string | null)[]> {
  permit(scope, 'priceBook', 'view');
  if (places.length === 0) return [];
  const found = await store.findAt(db, scope, places.map((one, place) => ({ ...one, place }))); // prettier-ignore
  const ids = new Map(found.map(({ place, id }) => [place, id]));
  return places.map((_, place) => ids.get(place) ?? null);
}

/** Prices that are there, by id. */
export async function loadPrices(
  db: Db,
  scope: Scope,
  ids: readonly string[],
  { lock = false } = {},
): Promise<Map<string, KnownPrice>> {
  permit(scope, 'priceBook', 'view');
  if (ids.length === 0) return new Map();
  return new Map((await store.findKnown(db, scope, ids, lock)).map((price) => [price.id, price]));
}

/** Locks the books of some prices and tells that these were changed. */
async function touchBooks(tx: Tx, scope: Scope, prices: readonly { priceBookId: string }[]): Promise<void> {
  permit(scope, 'priceBook', 'edit');
  const counts = Map.groupBy(prices, ({ priceBookId }) => priceBookId);
  const books = await store.lockBooks(tx, scope, [...counts.keys()]);
  if (books.length < counts.size) throw new DomainError('not_found');
  await store.touchBooks(tx, scope, [...counts.keys()]);
  const events = books.map(({ id, name }) => ({
    kind: 'priceBook.pricesChanged',
    subjectKind: 'priceBook',
    subjectId: id,
    data: { name, count: counts.get(id)?.length ?? 0 },
  }));
  await appendEvents(tx, scope, events);
}

/** Adds prices of a file, which the caller has checked, to books. */
export async function bringPrices(tx: Tx, scope: Scope, prices: readonly ImportedPrice[], importId: string): Promise<void> {
  if (prices.length === 0) return;
  await touchBooks(tx, scope, prices);
  try {
    await store.insertPrices(tx, scope, prices, importId);
  } catch (error) {
    if (violationOf(error)?.constraint !== 'price_book_prices_tier_uq') throw error;
    throw new DomainError('catalogue.tier_twice', { status: 409, cause: error });
  }
}

/** Changes prices that are there and keeps what they were; answers how many of them were different. */
export async function changePrices(
  tx: Tx,
  scope: Scope,
  known: ReadonlyMap<string, KnownPrice>,
  changes: readonly ChangedPrice[],
  importId: string,
): Promise<number> {
  const different = differingPrices(known, changes);
  const touched = different.flatMap(({ id }) => known.get(id) ?? []);
  if (touched.length === 0) return 0;
  await touchBooks(tx, scope, touched);
  await store.changePrices(tx, scope, different, importId);
  return different.length;
}

const batchSize = 2000;

/**
 * Takes back what an import did to price books: deletes the prices it made, gives those it changed back what they were, and
 * leaves what a person or another import has written since. Answers how many stay as they are.
 */
export async function removeImportedPrices(
  db: Database,
  scope: Scope,
  importId: string,
  add: (done: number, kept: number) => Promise<void>,
): Promise<void> {
  const steps = [
    [store.findMade, store.deleteMade],
    [store.findChanged, store.restoreChanged],
  ] as const;
  for (const [find, takeBack] of steps) {
    const pageBehind = (after: string | null) => find(db, scope, { importId, after, limit: batchSize });
    for await (const found of pagesOf(pageBehind, ({ id }) => id)) {
      const ids = found.map(({ id }) => id);
      const done = await inTx(db, async (tx) => {
        await touchBooks(tx, scope, found);
        return takeBack(tx, scope, importId, ids);
      });
      await add(done, 0);
    }
  }
  await add(0, await store.countLeft(db, scope, importId));
}
