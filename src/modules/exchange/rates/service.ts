import { todayIn } from '../../../platform/days.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Input } from '../../records/entities/rules.ts';
import { refuseNamed } from '../../records/trials/rules.ts';
import { differingRates, placeText } from '../../settings/importing/rules.ts';
import { bringRates, changeRates, findRatesAt } from '../../settings/importing/service.ts';
import type { KnownRow, TargetWork } from '../targets/work/rules.ts';
import { rateOf } from './rules.ts';

function readRows(scope: Scope, inputs: readonly Input[]) {
  const today = todayIn(scope.timeZone);
  const read = inputs.map((values) => rateOf(values, scope.currency, today));
  const refusals = new Map(read.flatMap((one, place) => (one.refusals.length > 0 ? [[place, one.refusals] as const] : [])));
  return { read, refusals, rates: read.flatMap(({ rate }) => rate ?? []) };
}

async function create(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  const { refusals, rates, read } = readRows(scope, inputs);
  refuseNamed(refusals, read.length);
  await bringRates(tx, scope, rates, importId);
}

async function update(tx: Tx, scope: Scope, rows: readonly KnownRow[], importId: string): Promise<number> {
  const { refusals, rates, read } = readRows(scope, rows.map(({ values }) => values)); // prettier-ignore
  refuseNamed(refusals, read.length);
  return changeRates(tx, scope, rates, importId);
}

/** How a file brings exchange rates: one by its currency and day, whichever way round it is written. */
export const exchangeRateWork: TargetWork = {
  create,
  update,
  trial: (db, scope) => ({
    creates: (rows) => Promise.resolve(readRows(scope, rows.map(({ values }) => values)).refusals), // prettier-ignore
    updates: async (rows) => {
      const { refusals, read, rates } = readRows(scope, rows.map(({ values }) => values)); // prettier-ignore
      const different = new Set(differingRates(await findRatesAt(db, scope, rates), rates));
      const changed = read.flatMap(({ rate }, place) => (rate && different.has(rate) ? [place] : []));
      return { refusals, changed: new Set(changed) };
    },
  }),
  identify: async (db, scope, inputs) => {
    const { read, rates } = readRows(scope, inputs);
    const known = await findRatesAt(db, scope, rates);
    return read.map(({ rate }) => {
      if (!rate) return null;
      const text = placeText(rate);
      return { text, id: known.has(text) ? text : null };
    });
  },
};
