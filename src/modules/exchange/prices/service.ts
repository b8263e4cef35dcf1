import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { differingPrices, type ImportedPrice, type KnownPrice } from '../../catalogue/books/prices/importing/rules.ts';
import {
  bringPrices,
  changePrices,
  findPricesAt,
  listBookNames,
  loadPrices,
} from '../../catalogue/books/prices/importing/service.ts';
import { findProductsOf } from '../../catalogue/parts/importing/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { type Refusal, refuseNamed } from '../../records/trials/rules.ts';
import type { KnownRow, NewRow, TargetWork } from '../targets/work/rules.ts';
import { placeOfPrice, priceOf } from './rules.ts';

const isFilled = (value: unknown): value is string => typeof value === 'string';

async function productsOf(db: Db, scope: Scope, inputs: readonly Input[]): Promise<Map<string, string>> {
  return findProductsOf(db, scope, inputs.map((input) => input['variantId']).filter(isFilled)); // prettier-ignore
}

interface Read {
  price: ImportedPrice | null;
  refusals: Refusal[];
}

/** Rows as new prices. A price needs its product or a variant of it; with both, they belong together. */
async function readNews(db: Db, scope: Scope, rows: readonly NewRow[]): Promise<Read[]> {
  const inputs = rows.map(({ values }) => values);
  const [products, books] = [await productsOf(db, scope, inputs), await listBookNames(db, scope)];
  const currencies = new Map(books.map(({ id, currency }) => [id, currency]));
  return rows.map(({ values, waits }): Read => {
    const place = placeOfPrice(values, products);
    const currency = currencies.get(String(values['priceBook']));
    const isComing = waits.includes('productId') || waits.includes('variantId');
    if (currency === undefined) return { price: null, refusals: [{ path: 'priceBook', code: 'required', params: {} }] };
    if (place === null) return { price: null, refusals: isComing ? [] : [{ path: 'productId', code: 'required', params: {} }] };
    const own = products.get(place.variantId ?? '');
    const isElsewhere = own !== undefined && own !== place.productId;
    const { price, refusals } = priceOf(values, place, currency, null);
    const elsewhere = { path: 'variantId', code: 'catalogue.variant_elsewhere', params: {} };
    return { price, refusals: isElsewhere ? [...refusals, elsewhere] : refusals };
  });
}

/** Rows as prices that are there, with what they were. */
function readKnown(rows: readonly KnownRow[], known: ReadonlyMap<string, KnownPrice>): { id: string; read: Read }[] {
  return rows.map(({ id, values }) => {
    const there = known.get(id);
    return { id, read: there ? priceOf(values, there, there.currency, there) : { price: null, refusals: [] } };
  });
}

const faultsOf = (read: readonly Read[]) =>
  new Map(read.flatMap(({ refusals }, place) => (refusals.length > 0 ? [[place, refusals] as const] : [])));

async function create(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  const read = await readNews(tx, scope, inputs.map((values) => ({ values, waits: [] }))); // prettier-ignore
  refuseNamed(faultsOf(read), read.length);
  await bringPrices(tx, scope, read.flatMap(({ price }) => price ?? []), importId); // prettier-ignore
}

const changesOf = (read: readonly { id: string; read: Read }[]) =>
  read.flatMap(({ id, read: { price } }) => (price ? [{ ...price, id }] : []));

async function update(tx: Tx, scope: Scope, rows: readonly KnownRow[], importId: string): Promise<number> {
  const known = await loadPrices(tx, scope, rows.map(({ id }) => id), { lock: true }); // prettier-ignore
  const read = readKnown(rows, known);
  refuseNamed(faultsOf(read.map((one) => one.read)), read.length);
  return changePrices(tx, scope, known, changesOf(read), importId);
}

/** How a file brings prices of price books: one by its book, product or variant, quantity and first day. */
export const bookPriceWork: TargetWork = {
  create,
  update,
  trial: (db, scope) => ({
    creates: async (rows) => faultsOf(await readNews(db, scope, rows)),
    updates: async (rows) => {
      const known = await loadPrices(db, scope, rows.map(({ id }) => id)); // prettier-ignore
      const read = readKnown(rows, known);
      const refusals = faultsOf(read.map((one) => one.read));
      const different = new Set(differingPrices(known, changesOf(read)).map(({ id }) => id));
      const places = rows.flatMap(({ id }, place) => (different.has(id) && !refusals.has(place) ? [place] : []));
      return { refusals, changed: new Set(places) };
    },
  }),
  identify: async (db, scope, inputs) => {
    const products = await productsOf(db, scope, inputs);
    const places = inputs.map((values) => placeOfPrice(values, products));
    const known = places.filter((place) => place !== null);
    const ids = await findPricesAt(db, scope, known);
    const idOf = new Map(known.map((place, at) => [place, ids[at] ?? null]));
    return places.map((place) => (place ? { text: Object.values(place).join(' '), id: idOf.get(place) ?? null } : null));
  },
  options: async (db, scope) => {
    const books = await listBookNames(db, scope);
    return new Map([['priceBook', books.map(({ id, name }) => ({ value: id, code: name, label: name, texts: [name] }))]]);
  },
};
