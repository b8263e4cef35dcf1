import { todayIn } from '../../../../platform/days.ts';
import type { Database, Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { appendEvents } from '../../../../platform/events.ts';
import { isWritable } from '../../../../platform/field-rights.ts';
import { pagesOf } from '../../../../platform/pages.ts';
import { can, permit, reaches } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { violationOf } from '../../../../platform/violation.ts';
import type { Row } from '../../../records/entities/rules.ts';
import { ownedBy } from '../../../records/plans/service.ts';
import { findRows } from '../../../records/rows/service.ts';
import { type Refusals, refuseNamed } from '../../../records/trials/rules.ts';
import { productEntity } from '../../entity.ts';
import {
  type ImportedVariant,
  newVariantMemory,
  type PlannedVariant,
  planVariant,
  type VariantCost,
  type VariantMemory,
} from './rules.ts';
import * as store from './store.ts';

/** Ids of variants by their number, as far as the scope sees their products. */
export async function findVariantsByCode(db: Db, scope: Scope, codes: readonly string[]): Promise<Map<string, string[]>> {
  permit(scope, 'product', 'view');
  if (codes.length === 0) return new Map();
  return new Map((await store.findByCodes(db, scope, codes)).map(({ id, code }) => [code, [id]]));
}

/** Numbers of variants in use, or those of them that hold a text. */
export async function listVariantCodes(db: Db, scope: Scope, options: { q: string; limit: number }): Promise<string[]> {
  permit(scope, 'product', 'view');
  return store.findCodes(db, scope, options);
}

/** Of products and names the variants that are so called, in any case. */
export async function findVariantsNamed(
  db: Db,
  scope: Scope,
  named: readonly { productId: string; name: string }[],
): Promise<(string | null)[]> {
  permit(scope, 'product', 'view');
  const ids = [...new Set(named.map(({ productId }) => productId))];
  const all = ids.length === 0 ? [] : await store.findVariants(db, scope, 'product_id', ids);
  const known = new Map(all.map(({ id, productId, name }) => [`${productId} ${name.toLowerCase()}`, id]));
  return named.map(({ productId, name }) => known.get(`${productId} ${name.toLowerCase()}`) ?? null);
}

/** The product of each of some variants. */
export async function findProductsOf(db: Db, scope: Scope, variantIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(variantIds)];
  if (ids.length === 0) return new Map();
  return new Map((await store.findVariants(db, scope, 'id', ids)).map(({ id, productId }) => [id, productId]));
}

/** The currencies of products that are there: of their prices and of what they cost. */
export async function loadCurrencies(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
): Promise<Map<string, { price: string; cost: string }>> {
  const ids = [...new Set(productIds)];
  const rows = ids.length === 0 ? [] : await findRows(db, scope, productEntity, ids);
  const code = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  return new Map(
    rows.map((row) => {
      const price = code(row['currency']) ?? scope.currency;
      return [String(row['id']), { price, cost: code(row['costCurrency']) ?? price }];
    }),
  );
}

/** Of some products those that the scope may edit. */
export async function findOpenProducts(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
  { lock = false } = {},
): Promise<Set<string>> {
  const ids = [...new Set(productIds)];
  const rows: Row[] = ids.length === 0 ? [] : await findRows(db, scope, productEntity, ids, { lock });
  const mayEdit = can(scope, 'product', 'edit');
  const open = rows.filter((row) => mayEdit && reaches(scope, 'product', 'edit', ownedBy(row)));
  return new Set(open.map((row) => String(row['id'])));
}

interface Plan {
  planned: PlannedVariant[];
  refusals: Refusals;
}

async function plan(
  db: Db,
  scope: Scope,
  said: readonly ImportedVariant[],
  memory: VariantMemory,
  { lock = false } = {},
): Promise<Plan> {
  const ids = [...new Set(said.flatMap(({ productId }) => productId ?? []))];
  const codes = [...new Set(said.flatMap(({ code }) => code ?? []))];
  const open = await findOpenProducts(db, scope, ids, { lock });
  const all = ids.length === 0 ? [] : await store.findVariants(db, scope, 'product_id', ids);
  const holders = codes.length === 0 ? [] : await store.findHolders(db, scope, codes);
  const there = {
    variants: Map.groupBy(all, ({ productId }) => productId),
    open,
    codes: new Map(holders.map(({ code, id }) => [code, id])),
  };
  const result: Plan = { planned: [], refusals: new Map() };
  const mayCost = isWritable(scope, 'product', 'costMinor');
  for (const one of said) {
    const { planned, faults } = planVariant(one, there, memory);
    const params = { object: 'product', action: 'edit' };
    const closed = one.cost !== undefined && !mayCost ? [{ code: 'forbidden', params, path: 'costMinor' }] : [];
    if (faults.length + closed.length > 0) result.refusals.set(one.place, [...faults, ...closed]);
    else result.planned.push(planned);
  }
  return result;
}

/** What rows say that variants cost which are there. */
function costsOf(said: readonly ImportedVariant[]): (VariantCost & { place: number })[] {
  return said.flatMap(({ place, id, productId, cost }) =>
    cost && id !== null && productId !== undefined ? [{ ...cost, place, productId, variantId: id }] : [],
  );
}

async function changedCosts(
  db: Db,
  scope: Scope,
  said: readonly ImportedVariant[],
): Promise<(VariantCost & { place: number })[]> {
  const costs = costsOf(said);
  if (costs.length === 0) return [];
  const ids = costs.map(({ variantId }) => variantId);
  const there = new Map((await store.findCosts(db, scope, ids, todayIn(scope.timeZone))).map((one) => [one.variantId, one]));
  return costs.filter(({ variantId, amountMinor, currency }) => {
    const now = there.get(variantId);
    return now?.amountMinor !== amountMinor || now.currency !== currency;
  });
}

/** Judges variants of one file batch by batch: what would be refused, by place, and which rows would change anything. */
export function tryVariants(): (
  db: Db,
  scope: Scope,
  said: readonly ImportedVariant[],
) => Promise<{ refusals: Refusals; changed: Set<number> }> {
  const memory = newVariantMemory();
  return async (db, scope, said) => {
    const { planned, refusals } = await plan(db, scope, said, memory);
    const places = planned.flatMap(({ place, isChanged }) => (isChanged ? [place] : []));
    const costs = (await changedCosts(db, scope, said)).map(({ place }) => place);
    return { refusals, changed: new Set([...places, ...costs].filter((place) => !refusals.has(place))) };
  };
}

async function tell(tx: Tx, scope: Scope, productIds: readonly string[], importId: string): Promise<void> {
  const ids = await store.touchProducts(tx, scope, [...new Set(productIds)], importId);
  const event = { kind: 'product.partsChanged', subjectKind: 'product', data: { parts: ['variants'] } };
  await appendEvents(tx, scope, ids.map((subjectId) => ({ ...event, subjectId }))); // prettier-ignore
}

/** Makes and changes variants as rows of a file say; answers how many of those that were there became different. */
export async function bringVariants(tx: Tx, scope: Scope, said: readonly ImportedVariant[], importId: string): Promise<number> {
  if (said.length === 0) return 0;
  permit(scope, 'product', 'edit');
  const { planned, refusals } = await plan(tx, scope, said, newVariantMemory(), { lock: true });
  refuseNamed(refusals, said.length);
  const news = planned.filter(({ isNew }) => isNew);
  const changes = planned.filter(({ isNew, isChanged }) => !isNew && isChanged);
  const [today, known] = [todayIn(scope.timeZone), await changedCosts(tx, scope, said)];
  const costed = known.map(({ variantId }) => variantId);
  const kept = [...new Set([...changes.map(({ variant }) => variant.id), ...costed])];
  if (kept.length > 0) await store.keepVariants(tx, scope, kept, { costed, today, importId });
  const ids = await written(async () => {
    if (changes.length > 0) await store.updateVariants(tx, scope, changes.map(({ variant }) => variant)); // prettier-ignore
    return store.insertVariants(tx, scope, news.map(({ variant }) => variant), importId); // prettier-ignore
  });
  const made = new Map(news.map(({ place }, at) => [place, ids[at] ?? null]));
  const costs = [
    ...known,
    ...costsOf(said.flatMap((one) => (one.id === null ? [{ ...one, id: made.get(one.place) ?? null }] : []))),
  ];
  if (costs.length > 0) await store.upsertCosts(tx, scope, costs, { today, importId });
  const changed = new Set([...changes, ...known].map(({ place }) => place));
  const touched = planned.filter(({ place, isNew }) => isNew || changed.has(place)).map(({ variant }) => variant.productId);
  if (touched.length > 0) await tell(tx, scope, touched, importId);
  return planned.filter(({ place, isNew }) => !isNew && changed.has(place)).length;
}

const isTaken = (error: unknown): boolean =>
  ['product_variants_code_uq', 'product_variants_name_uq'].includes(violationOf(error)?.constraint ?? '');

/** Two files at once may want one number or name: the second is told. */
async function written<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new DomainError('duplicate', { status: 409, cause: error });
  }
}

const batchSize = 1000;
const idOf = ({ id }: { id: string }): string => id;

/**
 * Takes back what an import did to variants: deletes those it made unless somebody has changed them since or has come to use them, and
 * gives those it changed back what they were unless somebody has changed them since.
 */
export async function takeBackVariants(
  db: Database,
  scope: Scope,
  importId: string,
  add: (done: number, kept: number) => Promise<void>,
): Promise<void> {
  const page = { importId, limit: batchSize };
  for await (const found of pagesOf((after: string | null) => store.findMade(db, scope, { ...page, after }), idOf)) {
    permit(scope, 'product', 'edit');
    const free = found.filter(({ isUsed }) => !isUsed);
    const done = await inTx(db, async (tx) => {
      const removed = await store.deleteMade(tx, scope, importId, free.map(({ id }) => id)); // prettier-ignore
      await tell(tx, scope, free.map(({ productId }) => productId), importId); // prettier-ignore
      return removed;
    });
    await add(done, found.length - done);
  }
  for await (const found of pagesOf((after: string | null) => store.findChanged(db, scope, { ...page, after }), idOf)) {
    permit(scope, 'product', 'edit');
    await add(await giveBack(db, scope, importId, found), 0);
  }
  await add(0, await store.countChanged(db, scope, importId));
}

type Changed = Awaited<ReturnType<typeof store.findChanged>>[number];

/** In halves where a name or number that one had is another's by now: that one stays as it is. */
async function giveBack(db: Database, scope: Scope, importId: string, found: readonly Changed[]): Promise<number> {
  try {
    return await inTx(db, async (tx) => {
      const restored = await store.restoreChanged(tx, scope, importId, found.map(({ id }) => id)); // prettier-ignore
      await tell(tx, scope, found.map(({ productId }) => productId), importId); // prettier-ignore
      return restored;
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (found.length === 1) return 0;
    const middle = Math.floor(found.length / 2);
    const first = await giveBack(db, scope, importId, found.slice(0, middle));
    return first + (await giveBack(db, scope, importId, found.slice(middle)));
  }
}
