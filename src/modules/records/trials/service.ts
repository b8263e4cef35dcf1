import type { Database } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { can, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, takenBack, type Tx } from '../../../platform/tx.ts';
import { type Claims, refuseTaken } from '../duplicates/service.ts';
import type { Entity, Input } from '../entities/rules.ts';
import { loadUpdates } from '../keys/service.ts';
import { changesOf, ownedBy, planChanges, planRecords } from '../plans/service.ts';
import { namedIn, type Refusals } from './rules.ts';

export type { Refusal, Refusals } from './rules.ts';

/** What would be refused of these if they were created, by their place. Nothing is written. */
export async function tryCreates(
  db: Database,
  scope: Scope,
  entity: Entity,
  inputs: readonly Input[],
  claims: Claims,
): Promise<Refusals> {
  return tryAll(db, inputs, async (tx, some) => {
    const planned = await planRecords(tx, scope, entity, some, { linksAreKnown: true });
    const said = planned.map((one, place) => ({ ...one, values: saidOf(one.values, some[place] ?? {}) }));
    await refuseTaken(tx, scope, entity, said, claims);
  });
}

/** Of what would be written that which the row says itself: the next number that it was given here is not its own yet. */
function saidOf(values: Input, input: Input): Input {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key === 'custom' || (input[key] ?? '') !== ''));
}

/** What would be refused of these changes to records that are there, by their place, and the places that would change anything. */
export async function tryUpdates(
  db: Database,
  scope: Scope,
  entity: Entity,
  changes: readonly { id: string; values: Input }[],
  claims: Claims,
): Promise<{ refusals: Refusals; changed: Set<number> }> {
  return inTx(db, async (tx) => {
    const placeOf = new Map(changes.map(({ id }, place) => [id, place]));
    const updates = await loadUpdates(tx, scope, entity, changes, { lock: false });
    const params = { object: entity.object, action: 'edit' };
    const mayEdit = can(scope, entity.object, 'edit');
    const closed = updates.filter(({ row }) => !mayEdit || !reaches(scope, entity.object, 'edit', ownedBy(row)));
    const forbidden = closed.map(
      ({ row }) => [placeOf.get(String(row['id'])) ?? -1, [{ code: 'forbidden', params, path: null }]] as const,
    );
    const out = new Set(closed);
    const asked = changesOf(updates.filter((update) => !out.has(update)));
    const places = asked.map(({ id }) => placeOf.get(id) ?? -1);
    const tried = await tryAll(tx, asked, async (inner, some) => {
      const planned = await planChanges(inner, scope, entity, some, { linksAreKnown: true });
      await refuseTaken(inner, scope, entity, planned, claims);
    });
    const refused = [...tried].map(([index, reasons]) => [places[index] ?? -1, reasons] as const);
    return {
      refusals: new Map([...forbidden, ...refused]),
      changed: new Set(places.filter((_, index) => !tried.has(index))),
    };
  });
}

/**
 * Tries all at once. Those that the refusal names are left out and the others tried again; a refusal that names none is
 * looked for in halves. So a batch costs a few attempts, however many rows it has.
 */
export async function tryAll<T>(
  db: Database | Tx,
  all: readonly T[],
  attempt: (tx: Tx, some: readonly T[]) => Promise<void>,
): Promise<Refusals> {
  return inTx(db, (tx) => tryPlaces(tx, all.map((one, place) => ({ one, place })), attempt)); // prettier-ignore
}

async function tryPlaces<T>(
  tx: Tx,
  all: readonly { one: T; place: number }[],
  attempt: (tx: Tx, some: readonly T[]) => Promise<void>,
): Promise<Refusals> {
  const refusals: Refusals = new Map();
  let left = all;
  while (left.length > 0) {
    const error = await refusalOf(tx, left.map(({ one }) => one), attempt); // prettier-ignore
    if (error === null) break;
    const named = namedIn(error, left.length);
    if (named.size === 0) {
      const middle = Math.ceil(left.length / 2);
      for (const half of [left.slice(0, middle), left.slice(middle)])
        for (const [place, reasons] of await tryPlaces(tx, half, attempt)) refusals.set(place, reasons);
      break;
    }
    for (const [index, reasons] of named) refusals.set(left[index]?.place ?? -1, reasons);
    left = left.filter((_, index) => !named.has(index));
  }
  return refusals;
}

async function refusalOf<T>(
  tx: Tx,
  some: readonly T[],
  attempt: (tx: Tx, some: readonly T[]) => Promise<void>,
): Promise<DomainError | null> {
  try {
    await takenBack(tx, () => attempt(tx, some));
    return null;
  } catch (error) {
    if (error instanceof DomainError && error.status < 500) return error;
    throw error;
  }
}
