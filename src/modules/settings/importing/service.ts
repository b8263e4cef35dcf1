import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import type { ExchangeRate } from '../contract.ts';
import { differingRates, placeText, type RatePlace } from './rules.ts';
import * as store from './store.ts';

/** What the rates at some places are, by the text of the place. */
export async function findRatesAt(db: Db, scope: Scope, places: readonly RatePlace[]): Promise<Map<string, string>> {
  permit(scope, 'settings', 'view');
  if (places.length === 0) return new Map();
  return new Map((await store.findAt(db, scope, places)).map((rate) => [placeText(rate), rate.rate]));
}

async function told(tx: Tx, scope: Scope, count: number): Promise<void> {
  await appendEvents(tx, scope, [
    { kind: 'settings.ratesImported', subjectKind: 'settings', subjectId: scope.workspaceId, data: { count } },
  ]);
}

/** Adds rates of a file, which the caller has checked. */
export async function bringRates(tx: Tx, scope: Scope, rates: readonly ExchangeRate[], importId: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  if (rates.length === 0) return;
  try {
    await store.insertRates(tx, scope, rates, importId);
  } catch (error) {
    if (violationOf(error)?.constraint !== 'exchange_rates_pk') throw error;
    throw new DomainError('settings.rate_twice', { status: 409, cause: error });
  }
  await told(tx, scope, rates.length);
}

/** Changes rates that are there and keeps what they were; answers how many of them were different. */
export async function changeRates(tx: Tx, scope: Scope, rates: readonly ExchangeRate[], importId: string): Promise<number> {
  permit(scope, 'settings', 'edit');
  const different = differingRates(await findRatesAt(tx, scope, rates), rates);
  if (different.length === 0) return 0;
  await store.changeRates(tx, scope, different, importId);
  await told(tx, scope, different.length);
  return different.length;
}

/**
 * Takes back what an import did to rates: deletes those it made, gives those it changed back what they were, and leaves what a person
 * or another import has written since.
 */
export async function takeBackRates(
  db: Database,
  scope: Scope,
  importId: string,
  add: (done: number, kept: number) => Promise<void>,
): Promise<void> {
  const done = await inTx(db, async (tx) => {
    const restored = await store.restoreChanged(tx, scope, importId);
    const count = restored + (await store.deleteMade(tx, scope, importId));
    if (count > 0) {
      permit(scope, 'settings', 'edit');
      await told(tx, scope, count);
    }
    return count;
  });
  await add(done, await store.countLeft(db, scope, importId));
}
