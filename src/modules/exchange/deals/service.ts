import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { createDeals } from '../../deals/creation/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { makeConverter } from '../../settings/service.ts';
import type { CellFault, ReadRow } from '../reading/rules.ts';
import { dealOf, isClosed } from './rules.ts';

/** Creates deals of the past: no gate is asked of them, and they say so. */
export async function importDeals(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  await createDeals(tx, scope, inputs.map(dealOf), { history: true, importId, linksAreKnown: true, searchLater: true });
}

/** What deals refuse beyond their fields: an outcome without its day, a day of closing before the opening, a currency without a rate. */
export async function rowFaultsOfDeals(db: Db, scope: Scope, rows: readonly ReadRow[]): Promise<Map<number, CellFault[]>> {
  const faults = new Map<number, CellFault[]>();
  const add = (index: number, fault: CellFault) => faults.set(index, [...(faults.get(index) ?? []), fault]);
  const today = todayIn(scope.timeZone);
  rows.forEach(({ values, faults: own }, index) => {
    const { status, closedOn, openedOn } = values;
    if (typeof openedOn === 'string' && openedOn > today)
      add(index, { field: 'openedOn', value: openedOn, code: 'deals.in_the_future', params: {} });
    const isKnown = own.some(({ field }) => field === 'closedOn' || field === 'openedOn' || field === 'status');
    if (!isClosed(status) || isKnown) return;
    if (typeof closedOn !== 'string') add(index, { field: 'closedOn', value: null, code: 'required', params: {} });
    else if (typeof openedOn === 'string' && closedOn < openedOn)
      add(index, { field: 'closedOn', value: closedOn, code: 'deals.closed_before_opened', params: {} });
  });
  for (const [index, params] of await missingRates(db, scope, rows)) {
    add(index, { field: 'currency', value: params.currency, code: 'settings.rate_missing', params });
  }
  return faults;
}

async function missingRates(
  db: Db,
  scope: Scope,
  rows: readonly ReadRow[],
): Promise<Map<number, { currency: string; day: string }>> {
  const today = todayIn(scope.timeZone);
  const foreign = rows.flatMap(({ values }, index) => {
    const { amountMinor, currency, closedOn, status } = values;
    if (typeof amountMinor !== 'number' || typeof currency !== 'string' || currency === scope.currency) return [];
    return [{ index, amountMinor, currency, day: isClosed(status) && typeof closedOn === 'string' ? closedOn : today }];
  });
  if (foreign.length === 0) return new Map();
  const convert = await makeConverter(db, scope);
  return new Map(
    foreign.flatMap(({ index, amountMinor, currency, day }) =>
      convert(amountMinor, currency, day) === undefined ? [[index, { currency, day }] as const] : [],
    ),
  );
}
