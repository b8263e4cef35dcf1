import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setPriceRules, createPriceBook } from '../src/modules/catalogue/books/service.ts';
import { writeBookPrices } from '../src/modules/catalogue/books/prices/service.ts';
import { NewPriceBook, RuleInput } from '../src/modules/catalogue/books/contract.ts';
import { BookPriceInput } from '../src/modules/catalogue/books/prices/contract.ts';
import { productEntity } from '../src/modules/catalogue/entity.ts';
import { findPrices } from '../src/modules/catalogue/pricing/service.ts';
import { createRecords } from '../src/modules/records/entities/service.ts';
import type { Database } from '../src/platform/db.ts';
import { readHolder } from '../src/platform/lock.ts';
import type { Scope } from '../src/platform/scope.ts';
import { buildWorkspace } from '../test/build.ts';
import { percentile } from './load.ts';
import { startProgram } from './processes.ts';
import { recordingDb } from './recording.ts';

/** Price lookups with 10,000 products, 200 rules and 20 books in which every product has a price: p95 of one line and of 50. */
const productCount = 10_000;
const bookCount = 20;
const ruleCount = 200;

const batches = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

async function seedProducts(db: Database, scope: Scope): Promise<string[]> {
  const inputs = Array.from({ length: productCount }, (_, at) => ({
    name: `Product ${at}`,
    code: `P-${at}`,
    category: `Series ${at % 100}`,
    priceMinor: 10_000 + at,
    costMinor: 6_000 + at,
  }));
  const ids: string[] = [];
  for (const batch of batches(inputs, 1000))
    ids.push(...(await createRecords(db, scope, productEntity, batch, { searchLater: true })));
  return ids;
}

const rule = (at: number): RuleInput =>
  RuleInput.parse({
    ...(at % 2 === 0 ? { scope: 'category', category: `Series ${at % 100}` } : { scope: 'all' }),
    minQuantity: String(1000 + at),
    method: 'percent',
    percentBp: -at,
  });

async function seedBooks(db: Database, scope: Scope, productIds: readonly string[]): Promise<void> {
  for (let at = 0; at < bookCount; at++) {
    const book = await createPriceBook(db, scope, NewPriceBook.parse({ name: `Book ${at}`, priority: at }));
    const rules = Array.from({ length: ruleCount / bookCount }, (_, index) => rule(at * 10 + index));
    await setPriceRules(db, scope, book.id, book.version, rules);
    const rows = productIds.map((productId, index) =>
      BookPriceInput.parse({ productId, amountMinor: 9_000 + index, minQuantity: String(at * 10 + 1) }),
    );
    for (const set of batches(rows, 1000)) await writeBookPrices(db, scope, book.id, { set, remove: [] });
  }
}

async function timed(run: (at: number) => Promise<unknown>, count: number): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const startedAt = performance.now();
    await run(at);
    times.push(performance.now() - startedAt);
  }
  const sorted = times.slice(20).toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

const folder = await mkdtemp(join(tmpdir(), 'chengdan-pricing-'));
const program = await startProgram(folder);
try {
  const url = (await readHolder(folder))?.databaseUrl;
  if (url === undefined) throw new Error('the program has not said where its database is');
  const { db } = recordingDb(url);
  const { owner } = await buildWorkspace(db);
  const ids = await seedProducts(db, owner.scope);
  await seedBooks(db, owner.scope, ids);
  const context = { accountId: null, on: '2030-01-01', currency: 'CNY', bookId: null };
  const line = (at: number) => ({
    productId: ids[(at * 7919) % ids.length] ?? '',
    variantId: null,
    unit: null,
    quantity: String((at % 300) + 1),
  });
  const one = await timed((at) => findPrices(db, owner.scope, [line(at)], context), 320);
  const page = await timed(
    (at) =>
      findPrices(
        db,
        owner.scope,
        Array.from({ length: 50 }, (_, index) => line(at * 50 + index)),
        context,
      ),
    120,
  );
  console.log(JSON.stringify({ products: productCount, rules: ruleCount, prices: productCount * bookCount, one, page }));
  await db.destroy();
} finally {
  await program.stop();
  await rm(folder, { recursive: true, force: true });
}
