import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { changedNumbers, type ImportedNumber, placeText } from '../../catalogue/numbers/importing/rules.ts';
import { bringNumbers, changeNumbers, findNumbersAt } from '../../catalogue/numbers/importing/service.ts';
import { findOpenProducts } from '../../catalogue/parts/importing/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { type Refusal, type Refusals, refuseNamed } from '../../records/trials/rules.ts';
import type { KnownRow, TargetWork } from '../targets/work/rules.ts';
import { numberOf } from './rules.ts';

interface Read {
  /** By row; null where the customer or the product is still to be made. */
  said: (ImportedNumber | null)[];
  refusals: Refusals;
}

const closed: Refusal = { path: 'productId', code: 'forbidden', params: { object: 'product', action: 'edit' } };

/** Rows as customers' numbers, with what is wrong with them; of a product that the scope may not edit none is taken. */
async function readRows(db: Db, scope: Scope, inputs: readonly Input[]): Promise<Read> {
  const read = inputs.map(numberOf);
  const open = await findOpenProducts(db, scope, read.flatMap(({ said }) => said?.productId ?? [])); // prettier-ignore
  const refusals: Refusals = new Map();
  for (const [place, { said, refusals: own }] of read.entries()) {
    const all = said && !open.has(said.productId) ? [...own, closed] : own;
    if (all.length > 0) refusals.set(place, all);
  }
  return { said: read.map(({ said }) => said), refusals };
}

/** What rows that are all right say. */
async function readSound(tx: Tx, scope: Scope, inputs: readonly Input[]): Promise<ImportedNumber[]> {
  const { said, refusals } = await readRows(tx, scope, inputs);
  refuseNamed(refusals, inputs.length);
  return said.filter((one) => one !== null);
}

const valuesOf = (rows: readonly { values: Input }[]): Input[] => rows.map(({ values }) => values);

/** How a file brings what customers call products: one by its customer and product. */
export const customerNumberWork: TargetWork = {
  create: async (tx, scope, inputs, importId) => bringNumbers(tx, scope, await readSound(tx, scope, inputs), importId),
  update: async (tx, scope, rows, importId) => changeNumbers(tx, scope, await readSound(tx, scope, valuesOf(rows)), importId),
  trial: (db, scope) => ({
    creates: async (rows) => (await readRows(db, scope, valuesOf(rows))).refusals,
    updates: async (rows: readonly KnownRow[]) => {
      const { said, refusals } = await readRows(db, scope, valuesOf(rows));
      const known = said.filter((one) => one !== null);
      const there = await findNumbersAt(db, scope, known);
      const different = new Set(changedNumbers(there, known).map(placeText));
      const places = said.flatMap((one, place) => (one && !refusals.has(place) && different.has(placeText(one)) ? [place] : []));
      return { refusals, changed: new Set(places) };
    },
  }),
  identify: async (db, scope, inputs) => {
    const said = inputs.map((values) => numberOf(values).said);
    const there = await findNumbersAt(db, scope, said.filter((one) => one !== null)); // prettier-ignore
    return said.map((one) => {
      if (!one) return null;
      const text = placeText(one);
      return { text, id: there.has(text) ? text : null };
    });
  },
};
