import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { findSeen } from '../../records/audit/service.ts';
import {
  maximumBooks,
  type NewPriceBook,
  type PriceBook,
  type PriceBookChanges,
  type PriceRule,
  type RuleInput,
} from './contract.ts';
import { restsOn, ruleFaults, tidyRule } from './rules.ts';
import * as store from './store.ts';

/** Price books in the order in which they are asked. */
export async function listPriceBooks(db: Db, scope: Scope): Promise<PriceBook[]> {
  permit(scope, 'priceBook', 'view');
  return store.findBooks(db, scope);
}

export async function getPriceBook(db: Db, scope: Scope, id: string, lock = false): Promise<PriceBook> {
  permit(scope, 'priceBook', 'view');
  const [book] = await store.findBooks(db, scope, id, lock);
  if (!book) throw new DomainError('not_found');
  return book;
}

const bookEvent = (kind: string, id: string, data: object) => ({
  kind: `priceBook.${kind}`,
  subjectKind: 'priceBook',
  subjectId: id,
  data,
});

function checkPeriod({
  validFrom,
  validTo,
}: {
  validFrom?: string | null | undefined;
  validTo?: string | null | undefined;
}): void {
  if (validFrom && validTo && validTo < validFrom) throw invalidField('/body/validTo', 'catalogue.ends_before_start');
}

/** Refuses a parent that is not there, or that rests on the book itself. */
async function checkParent(tx: Tx, scope: Scope, id: string | null, parentId: string | null | undefined): Promise<void> {
  if (!parentId) return;
  if ((await store.findBooks(tx, scope, parentId)).length === 0) throw invalidField('/body/parentId', 'not_found_reference');
  if (id === null) return;
  const code = 'catalogue.book_cycle';
  if (parentId === id || restsOn(await store.findEdges(tx, scope), parentId, id))
    throw new DomainError(code, { status: 409, fields: [{ pointer: '/body/parentId', code }] });
}

/** Refuses ids that are no records of the kind that the scope sees. */
export async function checkSeen(
  tx: Tx,
  scope: Scope,
  kind: string,
  ids: readonly string[],
  pointerOf: (at: number) => string,
): Promise<void> {
  const seen = new Set((await findSeen(tx, scope, [...new Set(ids)])).filter((head) => head.kind === kind).map(({ id }) => id));
  const fields = ids.flatMap((id, at): FieldFault[] =>
    seen.has(id) ? [] : [{ pointer: pointerOf(at), code: 'not_found_reference' }],
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
}

async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violationOf(error)?.constraint !== 'price_books_name_uq') throw error;
    const code = 'catalogue.book_exists';
    throw new DomainError(code, {
      status: 409,
      params: { name },
      fields: [{ pointer: '/body/name', code, params: { name } }],
      cause: error,
    });
  }
}

/** Adds a price book, in the workspace's currency unless another is given; one of the sample company carries its mark. */
export async function createPriceBook(
  db: Db,
  scope: Scope,
  { accountIds, currency = scope.currency, ...input }: NewPriceBook,
  importId: string | null = null,
): Promise<PriceBook> {
  permit(scope, 'priceBook', 'edit');
  checkPeriod(input);
  return inTx(db, async (tx) => {
    await store.lockBooks(tx, scope);
    if ((await store.findBooks(tx, scope)).length >= maximumBooks)
      throw new DomainError('catalogue.too_many', { params: { limit: maximumBooks } });
    await checkParent(tx, scope, null, input.parentId);
    await checkSeen(tx, scope, 'account', accountIds, (at) => `/body/accountIds/${at}`);
    const id = await named(input.name, () => store.insertBook(tx, scope, { ...input, currency }, importId));
    if (accountIds.length > 0) await store.replaceAccounts(tx, scope, id, accountIds);
    await appendEvents(tx, scope, [bookEvent('created', id, { name: input.name })]);
    return getPriceBook(tx, scope, id);
  });
}

/** A book that the scope may edit, locked; refuses another version than the one seen. */
async function lockBook(tx: Tx, scope: Scope, id: string, version?: number): Promise<PriceBook> {
  permit(scope, 'priceBook', 'edit');
  await store.lockBooks(tx, scope);
  const book = await getPriceBook(tx, scope, id, true);
  if (version !== undefined && book.version !== version) throw new DomainError('stale_version', { extra: { current: book } });
  return book;
}

/** Changes a price book. A parent that rests on the book itself is refused. */
export async function updatePriceBook(
  db: Db,
  scope: Scope,
  id: string,
  { version, accountIds, ...changes }: PriceBookChanges,
): Promise<PriceBook> {
  return inTx(db, async (tx) => {
    const before = await lockBook(tx, scope, id, version);
    checkPeriod({ ...before, ...changes });
    await checkParent(tx, scope, id, changes.parentId);
    if (accountIds) {
      // Customers that the editor does not see stay allowed where they stood already.
      const known = new Set(before.accounts.map((account) => account.id));
      await checkSeen(
        tx,
        scope,
        'account',
        accountIds.filter((one) => !known.has(one)),
        () => '/body/accountIds',
      );
      await store.replaceAccounts(tx, scope, id, accountIds);
    }
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    await named(changes.name ?? before.name, () => store.updateBook(tx, scope, id, given));
    await appendEvents(tx, scope, [bookEvent('updated', id, { name: changes.name ?? before.name, changes: Object.keys(given) })]);
    return getPriceBook(tx, scope, id);
  });
}

/** Deletes a price book with its prices and rules; one on which others rest stays. */
export async function removePriceBook(db: Db, scope: Scope, id: string): Promise<void> {
  await inTx(db, async (tx) => {
    const { name } = await lockBook(tx, scope, id);
    const edges = await store.findEdges(tx, scope);
    if (edges.some(({ from, to }) => to === id && from !== id))
      throw new DomainError('catalogue.book_in_use', { status: 409, params: { name } });
    await store.deleteBook(tx, scope, id);
    await appendEvents(tx, scope, [bookEvent('removed', id, { name })]);
  });
}

/** Notes that what stands in a book was changed: of two editors the second is told. */
export async function touchBook(tx: Tx, scope: Scope, id: string, version?: number): Promise<PriceBook> {
  const book = await lockBook(tx, scope, id, version);
  await store.updateBook(tx, scope, id, {});
  return book;
}

interface RuleList {
  data: PriceRule[];
  version: number;
}

/** Rules of a price book, in their order on screen. */
export async function listPriceRules(db: Db, scope: Scope, id: string): Promise<RuleList> {
  const { version } = await getPriceBook(db, scope, id);
  return { data: await store.findRules(db, scope, id), version };
}

/** Refuses products that are not there, and variants that are not of their product. */
export async function checkSubjects(
  tx: Tx,
  scope: Scope,
  rows: readonly { productId: string | null; variantId: string | null }[],
  pointer: string,
): Promise<void> {
  const named = rows.flatMap(({ productId }, at) => (productId === null ? [] : [{ productId, at }]));
  await checkSeen(
    tx,
    scope,
    'product',
    named.map(({ productId }) => productId),
    (at) => `${pointer}/${named[at]?.at ?? 0}/productId`,
  );
  const pairs = rows.flatMap(({ productId, variantId }, at) => (productId && variantId ? [{ productId, variantId, at }] : []));
  if (pairs.length === 0) return;
  const own = await store.findOwnVariants(tx, scope, pairs);
  const fields = pairs.flatMap(({ variantId, at }) =>
    own.has(variantId) ? [] : [{ pointer: `${pointer}/${at}/variantId`, code: 'not_found_reference' }],
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
}

async function checkBases(tx: Tx, scope: Scope, id: string, rules: readonly RuleInput[]): Promise<void> {
  const edges = await store.findEdges(tx, scope);
  const known = new Set((await store.findBooks(tx, scope)).map((book) => book.id));
  const fields = rules.flatMap(({ baseBookId }, at): FieldFault[] => {
    const pointer = `/body/rules/${at}/baseBookId`;
    if (baseBookId === null) return [];
    if (!known.has(baseBookId)) return [{ pointer, code: 'not_found_reference' }];
    return baseBookId === id || restsOn(edges, baseBookId, id) ? [{ pointer, code: 'catalogue.book_cycle' }] : [];
  });
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

/** Sets all rules of a price book. Rules that start from a book which rests on this one are refused. */
export async function setPriceRules(
  db: Db,
  scope: Scope,
  id: string,
  version: number,
  given: readonly RuleInput[],
): Promise<RuleList> {
  const rules = given.map(tidyRule);
  const fields = ruleFaults(rules);
  return inTx(db, async (tx) => {
    const { name } = await touchBook(tx, scope, id, version);
    if (fields.length > 0) throw new DomainError('invalid_input', { fields });
    await checkSubjects(tx, scope, rules, '/body/rules');
    await checkBases(tx, scope, id, rules);
    await store.replaceRules(tx, scope, id, rules);
    await appendEvents(tx, scope, [bookEvent('rulesChanged', id, { name, count: rules.length })]);
    return listPriceRules(tx, scope, id);
  });
}
