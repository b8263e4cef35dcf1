import { todayIn } from '../../../platform/days.ts';
import type { Database, Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { createDeals, tryPastDeals } from '../../deals/creation/service.ts';
import { loadLines } from '../../deals/lines/service.ts';
import { loadDeals } from '../../deals/service.ts';
import { loadStages } from '../../process/loading/service.ts';
import type { Claims } from '../../records/duplicates/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { refuseNamed } from '../../records/trials/rules.ts';
import type { Refusal, Refusals } from '../../records/trials/service.ts';
import type { CellFault, ReadRow } from '../reading/rules.ts';
import { makeConverter } from '../../settings/service.ts';
import { dealOf, isClosed, type Place, placeChanges, placeOf, productChanges } from './rules.ts';

/** A row, and the deal that is here of its key. */
interface DealRow extends ReadRow {
  id: string | null;
}

/** Creates deals of the past: no gate is asked of them, and they say so. */
export async function importDeals(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  await createDeals(tx, scope, inputs.map(dealOf), { history: true, importId, linksAreKnown: true, searchLater: true });
}

/** A deal that is here, with the values that a row of a file has for it. */
interface NamedDeal {
  id: string;
  values: Input;
}

/** What a file may not change of deals that are here, by place: where they stand, how they ended, their products. */
export async function refusalsOfKnown(db: Db, scope: Scope, rows: readonly NamedDeal[]): Promise<Refusals> {
  const [moves, products] = [await moveRefusals(db, scope, rows), await productRefusals(db, scope, rows)];
  return new Map([
    ...moves,
    ...[...products].map(([index, reasons]) => [index, [...(moves.get(index) ?? []), ...reasons]] as const),
  ]);
}

/** The products of a deal are its page's to change: their lines have prices that a file says nothing of. */
async function productRefusals(db: Db, scope: Scope, rows: readonly NamedDeal[]): Promise<Refusals> {
  const named = rows.flatMap(({ id, values }, index) =>
    values['productId'] === undefined && values['quantity'] === undefined ? [] : [{ id, values, index }],
  );
  const lines = await loadLines(
    db,
    scope,
    named.map(({ id }) => id),
  );
  return new Map(
    named.flatMap(({ id, values, index }) => {
      const changes = productChanges(lines.get(id) ?? [], values);
      const reasons = changes.map((path): Refusal => ({ code: 'exchange.products_on_page', params: {}, path }));
      return reasons.length === 0 ? [] : [[index, reasons] as const];
    }),
  );
}

/**
 * What rows would change of where deals stand and how they ended, by place: their process changes that, with its gates, not
 * a file.
 */
async function moveRefusals(db: Db, scope: Scope, rows: readonly NamedDeal[]): Promise<Refusals> {
  const placed = rows.flatMap(({ id, values }, index) => {
    const place = placeOf(values);
    return Object.keys(place).length === 0 ? [] : [{ id, index, place }];
  });
  if (placed.length === 0) return new Map();
  const there = await loadDeals(
    db,
    scope,
    placed.map(({ id }) => id),
  );
  const stageIds = [...placed.map(({ place }) => place.stage), ...[...there.values()].map(({ stageId }) => stageId)];
  const stages = await loadStages(
    db,
    scope,
    stageIds.flatMap((id) => id ?? []),
  );
  const keyed = ({ stage, ...rest }: Place): Place =>
    stage === undefined ? rest : { ...rest, stage: stages.get(stage ?? '')?.key ?? null };
  return new Map(
    placed.flatMap(({ id, index, place }) => {
      const deal = there.get(id);
      const changes = deal ? placeChanges(keyed({ ...deal, stage: deal.stageId }), keyed(place)) : [];
      const reasons = changes.map((path): Refusal => ({ code: 'exchange.moved_by_process', params: {}, path }));
      return reasons.length === 0 ? [] : [[index, reasons] as const];
    }),
  );
}

/** Refuses rows that would change of deals that are here what a file may not. */
export async function refuseKnown(tx: Tx, scope: Scope, rows: readonly NamedDeal[]): Promise<void> {
  refuseNamed(await refusalsOfKnown(tx, scope, rows), rows.length);
}

/** What would be refused of deals of the past that rows make, by place. */
export async function tryDeals(db: Database, scope: Scope, inputs: readonly Input[], claims: Claims): Promise<Refusals> {
  return tryPastDeals(db, scope, inputs.map(dealOf), claims);
}

/**
 * What can be said of rows of deals whatever else is wrong with them: an outcome without its day, a day of closing before the
 * opening, a currency without a rate, another product than a deal that is here has.
 */
export async function rowFaultsOfDeals(db: Db, scope: Scope, rows: readonly DealRow[]): Promise<Map<number, CellFault[]>> {
  const faults = new Map<number, CellFault[]>();
  const add = (index: number, fault: CellFault) => faults.set(index, [...(faults.get(index) ?? []), fault]);
  const today = todayIn(scope.timeZone);
  rows.forEach(({ id, values, waits, faults: own }, index) => {
    // A product that this import makes is none that the deal has.
    if (id !== null && waits.includes('productId'))
      add(index, { field: 'product', value: null, code: 'exchange.products_on_page', params: {} });
    const { status, closedOn, openedOn } = values;
    if (typeof openedOn === 'string' && openedOn > today)
      add(index, { field: 'openedOn', value: openedOn, code: 'deals.in_the_future', params: {} });
    const isKnown = own.some(({ field }) => field === 'closedOn' || field === 'openedOn' || field === 'status');
    if (id !== null || !isClosed(status) || isKnown) return;
    if (typeof closedOn !== 'string') add(index, { field: 'closedOn', value: null, code: 'required', params: {} });
    else if (typeof openedOn === 'string' && closedOn < openedOn)
      add(index, { field: 'closedOn', value: closedOn, code: 'deals.closed_before_opened', params: {} });
  });
  for (const [index, params] of await missingRates(db, scope, rows, today))
    add(index, { field: 'currency', value: params.currency, code: 'settings.no_rate', params });
  return faults;
}

async function missingRates(
  db: Db,
  scope: Scope,
  rows: readonly ReadRow[],
  today: string,
): Promise<Map<number, { currency: string; own: string; on: string }>> {
  const foreign = rows.flatMap(({ values }, index) => {
    const { amountMinor, currency, closedOn, status } = values;
    if (typeof amountMinor !== 'number' || typeof currency !== 'string' || currency === scope.currency) return [];
    return [{ index, amountMinor, currency, on: isClosed(status) && typeof closedOn === 'string' ? closedOn : today }];
  });
  if (foreign.length === 0) return new Map();
  const convert = await makeConverter(db, scope, foreign);
  return new Map(
    foreign.flatMap(({ index, amountMinor, currency, on }) =>
      convert(amountMinor, currency, on) === undefined ? [[index, { currency, own: scope.currency, on }] as const] : [],
    ),
  );
}
