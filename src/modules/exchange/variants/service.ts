import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ImportedVariant } from '../../catalogue/parts/importing/rules.ts';
import {
  bringVariants,
  findProductsOf,
  findVariantsNamed,
  loadCurrencies,
  tryVariants,
} from '../../catalogue/parts/importing/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { type Refusal, type Refusals, refuseNamed } from '../../records/trials/rules.ts';
import type { KnownRow, RowPlace, TargetWork } from '../targets/work/rules.ts';
import { placeOfVariant, variantOf } from './rules.ts';

interface Row {
  id: string | null;
  values: Input;
}

/** Rows as variants, with what their amounts come to in the currencies of their products. */
async function readAll(db: Db, scope: Scope, rows: readonly Row[]): Promise<{ said: ImportedVariant[]; refusals: Refusals }> {
  const ids = rows.flatMap(({ id }) => id ?? []);
  const products = await findProductsOf(db, scope, ids);
  const known = rows.map(({ id, values }) => (id === null ? values : { productId: products.get(id), ...values }));
  const named = known.flatMap(({ productId }) => (typeof productId === 'string' ? [productId] : []));
  const currencies = await loadCurrencies(db, scope, named);
  const refusals = new Map<number, readonly Refusal[]>();
  const said = known.map((values, place) => {
    const read = variantOf(values, place, rows[place]?.id ?? null, currencies.get(String(values.productId)));
    if (read.refusals.length > 0) refusals.set(place, read.refusals);
    return read.said;
  });
  return { said, refusals };
}

async function bring(tx: Tx, scope: Scope, rows: readonly Row[], importId: string): Promise<number> {
  const { said, refusals } = await readAll(tx, scope, rows);
  refuseNamed(refusals, rows.length);
  return bringVariants(tx, scope, said, importId);
}

/** How a file brings variants of products: told by their numbers, or by product and name. */
export const variantWork: TargetWork = {
  create: async (tx, scope, inputs, importId) => {
    await bring(tx, scope, inputs.map((values) => ({ id: null, values })), importId); // prettier-ignore
  },
  update: bring,
  trial: (db, scope) => {
    const judge = tryVariants();
    const attempt = async (rows: readonly Row[]) => {
      const { said, refusals } = await readAll(db, scope, rows);
      const judged = await judge(db, scope, said);
      const all = new Map(judged.refusals);
      for (const [place, reasons] of refusals) all.set(place, [...(all.get(place) ?? []), ...reasons]);
      return { refusals: all, changed: new Set([...judged.changed].filter((place) => !all.has(place))) };
    };
    return {
      creates: async (rows) => (await attempt(rows.map(({ values }) => ({ id: null, values })))).refusals,
      updates: (rows: readonly KnownRow[]) => attempt(rows),
    };
  },
  identify: async (db, scope, inputs) => {
    const places = inputs.map(placeOfVariant);
    const named = places.flatMap(({ productId, name }) => (productId === undefined || name === '' ? [] : [{ productId, name }]));
    const ids = await findVariantsNamed(db, scope, named);
    let at = 0;
    return places.map(({ productId, name }): RowPlace | null => {
      if (productId === undefined || name === '') return null;
      return { text: `${productId} ${name.toLowerCase()}`, id: ids[at++] ?? null };
    });
  },
};
