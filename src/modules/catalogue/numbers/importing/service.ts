import type { Database, Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { appendEvents } from '../../../../platform/events.ts';
import { pagesOf } from '../../../../platform/pages.ts';
import { permit } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { violationOf } from '../../../../platform/violation.ts';
import { changedNumbers, type ImportedNumber, type NumberPlace, placeText } from './rules.ts';
import * as store from './store.ts';

/** What customers call products, by the text of the place. The caller has found the customers and the products. */
export async function findNumbersAt(
  db: Db,
  scope: Scope,
  places: readonly NumberPlace[],
  { lock = false } = {},
): Promise<Map<string, ImportedNumber>> {
  permit(scope, 'product', 'view');
  if (places.length === 0) return new Map();
  return new Map((await store.findAt(db, scope, places, lock)).map((one) => [placeText(one), one]));
}

/** Tells that customers' numbers of some products were changed: once of each product. */
async function tell(tx: Tx, scope: Scope, places: readonly NumberPlace[]): Promise<void> {
  const events = [...Map.groupBy(places, ({ productId }) => productId)].map(([subjectId, own]) => ({
    kind: 'product.numbersChanged',
    subjectKind: 'product',
    subjectId,
    data: { count: own.length },
  }));
  await appendEvents(tx, scope, events);
}

/** Adds customers' numbers of a file, which the caller has checked. */
export async function bringNumbers(tx: Tx, scope: Scope, numbers: readonly ImportedNumber[], importId: string): Promise<void> {
  permit(scope, 'product', 'edit');
  if (numbers.length === 0) return;
  try {
    await store.insertNumbers(tx, scope, numbers, importId);
  } catch (error) {
    if (violationOf(error)?.constraint !== 'product_numbers_pk') throw error;
    throw new DomainError('duplicate', { status: 409, cause: error });
  }
  await tell(tx, scope, numbers);
}

/** Changes customers' numbers that are there and keeps what they were; answers how many of them were different. */
export async function changeNumbers(tx: Tx, scope: Scope, numbers: readonly ImportedNumber[], importId: string): Promise<number> {
  permit(scope, 'product', 'edit');
  const changed = changedNumbers(await findNumbersAt(tx, scope, numbers, { lock: true }), numbers);
  if (changed.length === 0) return 0;
  await store.changeNumbers(tx, scope, changed, importId);
  await tell(tx, scope, changed);
  return changed.length;
}

const batchSize = 2000;

/**
 * Takes back what an import did to customers' numbers: deletes those it made, gives those it changed back what they were, and leaves
 * what a person or another import has written since.
 */
export async function takeBackNumbers(
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
    const pageBehind = (after: NumberPlace | null) => find(db, scope, { importId, after, limit: batchSize });
    for await (const found of pagesOf(pageBehind, (last) => last)) {
      permit(scope, 'product', 'edit');
      const done = await inTx(db, async (tx) => {
        const taken = await takeBack(tx, scope, importId, found);
        await tell(tx, scope, taken);
        return taken.length;
      });
      await add(done, 0);
    }
  }
  await add(0, await store.countLeft(db, scope, importId));
}

/** Of some records those that numbers of customers are left of: the customer whose it is, and the product. */
export async function findNumbered(tx: Tx, scope: Scope, ids: readonly string[]): Promise<string[]> {
  return ids.length === 0 ? [] : (await store.findNumbered(tx, scope, ids)).map(({ id }) => id);
}
