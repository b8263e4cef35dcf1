import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { checkSeen } from '../books/service.ts';
import { isOfSegment } from '../pricing/candidates/rules.ts';
import type { PricingData } from '../pricing/data/contract.ts';
import { maximumPromotions, type NewPromotion, type Promotion, type PromotionChanges } from './contract.ts';
import * as store from './store.ts';

export type PromotionRow = store.PromotionRow;
export type PromotionUse = store.PromotionUse;

const shown = ({ productIds: _products, accountIds: _accounts, ...promotion }: PromotionRow): Promotion => promotion;

/** All promotions, for whoever keeps prices. */
export async function listPromotions(db: Db, scope: Scope): Promise<Promotion[]> {
  permit(scope, 'priceBook', 'view');
  return (await store.findPromotions(db, scope, todayIn(scope.timeZone))).map(shown);
}

const promotionEvent = (kind: string, id: string, data: object) => ({
  kind: `promotion.${kind}`,
  subjectKind: 'promotion',
  subjectId: id,
  data,
});

async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = violationOf(error)?.constraint;
    const [key, code] =
      constraint === 'promotions_name_uq'
        ? ['name', 'catalogue.promotion_exists']
        : constraint === 'promotions_code_uq'
          ? ['code', 'catalogue.promotion_code_taken']
          : [];
    if (key === undefined || code === undefined) throw error;
    throw new DomainError(code, { status: 409, fields: [{ pointer: `/body/${key}`, code }], cause: error });
  }
}

function checkPeriod({ validFrom, validTo }: Pick<PromotionChanges, 'validFrom' | 'validTo'>): void {
  if (validFrom && validTo && validTo < validFrom) throw invalidField('/body/validTo', 'catalogue.ends_before_start');
}

/** Refuses products and customers that the scope does not see; those that stood there already may have gone since. */
async function checkLinks(
  tx: Tx,
  scope: Scope,
  {
    productIds = [],
    accountIds = [],
  }: { productIds?: readonly string[] | undefined; accountIds?: readonly string[] | undefined },
  before: Pick<PromotionRow, 'productIds' | 'accountIds'> = { productIds: [], accountIds: [] },
): Promise<void> {
  const fresh = (ids: readonly string[], known: readonly string[]) => ids.filter((id) => !known.includes(id));
  await checkSeen(tx, scope, 'product', fresh(productIds, before.productIds), () => '/body/productIds');
  await checkSeen(tx, scope, 'account', fresh(accountIds, before.accountIds), () => '/body/accountIds');
}

async function getPromotion(db: Db, scope: Scope, id: string): Promise<PromotionRow> {
  const [promotion] = await store.findPromotions(db, scope, todayIn(scope.timeZone), [id]);
  if (!promotion) throw new DomainError('not_found');
  return promotion;
}

async function lockPromotion(tx: Tx, scope: Scope, id: string): Promise<PromotionRow> {
  await store.lockPromotions(tx, scope, [id]);
  return getPromotion(tx, scope, id);
}

/** Adds a promotion, in the workspace's currency unless another is given. */
export async function createPromotion(
  db: Db,
  scope: Scope,
  { currency = scope.currency, ...input }: NewPromotion,
  importId: string | null = null,
): Promise<Promotion> {
  permit(scope, 'priceBook', 'edit');
  checkPeriod(input);
  return inTx(db, async (tx) => {
    if ((await store.findPromotions(tx, scope, todayIn(scope.timeZone))).length >= maximumPromotions)
      throw new DomainError('catalogue.too_many_promotions', { params: { limit: maximumPromotions } });
    await checkLinks(tx, scope, input);
    const id = await named(() => store.insertPromotion(tx, scope, { ...input, currency }, importId));
    await appendEvents(tx, scope, [promotionEvent('created', id, { name: input.name })]);
    return shown(await getPromotion(tx, scope, id));
  });
}

/** Changes a promotion: drafts follow it, what was sent keeps what it was sent with. */
export async function updatePromotion(
  db: Db,
  scope: Scope,
  id: string,
  { version, ...changes }: PromotionChanges,
): Promise<Promotion> {
  permit(scope, 'priceBook', 'edit');
  return inTx(db, async (tx) => {
    const before = await lockPromotion(tx, scope, id);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: shown(before) } });
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    checkPeriod({ ...before, ...given });
    await checkLinks(tx, scope, changes, before);
    await named(() => store.updatePromotion(tx, scope, id, given));
    await appendEvents(tx, scope, [
      promotionEvent('updated', id, { name: changes.name ?? before.name, changes: Object.keys(given) }),
    ]);
    return shown(await getPromotion(tx, scope, id));
  });
}

/** Deletes a promotion that no quote has used. */
export async function removePromotion(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'priceBook', 'edit');
  await inTx(db, async (tx) => {
    const { name, uses } = await lockPromotion(tx, scope, id);
    if (uses > 0) throw new DomainError('catalogue.promotion_in_use', { status: 409, params: { name, count: uses } });
    await store.deletePromotion(tx, scope, id);
    await appendEvents(tx, scope, [promotionEvent('removed', id, { name })]);
  });
}

/** All promotions as quotes look at them, or those named: no right is asked for. */
export async function loadPromotions(db: Db, scope: Scope, ids: readonly string[] | null = null): Promise<PromotionRow[]> {
  return ids !== null && ids.length === 0 ? [] : store.findPromotions(db, scope, todayIn(scope.timeZone), ids);
}

/** Whether a promotion is for a customer: named, or of the traits it asks for; one for everybody is for nobody in particular too. */
export function isForCustomer({ accountIds, segment }: PromotionRow, customer: PricingData['customer']): boolean {
  if (accountIds.length === 0 && segment === null) return true;
  if (customer === null) return false;
  return accountIds.includes(customer.id) || (segment !== null && isOfSegment(segment, customer));
}

/**
 * Counts what a quote that goes out gives away, in place of what it gave before, to its last day; refused where a budget does not
 * reach. Two who send at once wait for each other.
 */
export async function spendPromotions(
  tx: Tx,
  scope: Scope,
  quoteId: string,
  uses: readonly PromotionUse[],
  holdsUntil: string,
): Promise<void> {
  const ids = uses.map(({ promotionId }) => promotionId);
  await store.lockPromotions(tx, scope, ids);
  await store.replaceUses(tx, scope, [quoteId], uses, holdsUntil);
  const now = await loadPromotions(tx, scope, ids);
  const spent = now.find(({ budgetMinor, usedMinor }) => budgetMinor !== null && usedMinor > budgetMinor);
  if (spent) throw new DomainError('catalogue.promotion_spent', { status: 409, params: { name: spent.name } });
}

/**
 * Counts what a customer accepted in place of what was sent: their choice may come to more or less. What was offered to them
 * holds, so this is not refused, even where it goes beyond the budget.
 */
export async function recountPromotions(tx: Tx, scope: Scope, quoteId: string, uses: readonly PromotionUse[]): Promise<void> {
  await store.replaceUses(tx, scope, [quoteId], uses, null);
}

/** What a quote used is used for good: it was accepted as it was sent. */
export async function keepPromotions(tx: Tx, scope: Scope, quoteId: string): Promise<void> {
  await store.keepUses(tx, scope, quoteId);
}

/**
 * Those of the quotes in the bin for which a budget no longer reaches if they come back, with the promotion's name. One that was
 * accepted holds, whatever is left. Held until the transaction ends, so that nobody spends the same in between.
 */
export async function findOverBudget(tx: Tx, scope: Scope, quoteIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const uses = await store.findUses(tx, scope, todayIn(scope.timeZone), quoteIds);
  const ids = [...new Set(uses.map(({ promotionId }) => promotionId))];
  await store.lockPromotions(tx, scope, ids);
  const rows = new Map((await loadPromotions(tx, scope, ids)).map((row) => [row.id, row]));
  const back = new Map<string, number>();
  const over = new Map<string, string>();
  for (const [quoteId, own] of Map.groupBy(uses, (use) => use.quoteId)) {
    const spent = own.find(({ promotionId, amountMinor, isAccepted }) => {
      const { budgetMinor = null, usedMinor = 0 } = rows.get(promotionId) ?? {};
      return !isAccepted && budgetMinor !== null && usedMinor + (back.get(promotionId) ?? 0) + amountMinor > budgetMinor;
    });
    if (spent) over.set(quoteId, rows.get(spent.promotionId)?.name ?? '');
    else for (const { promotionId, amountMinor } of own) back.set(promotionId, (back.get(promotionId) ?? 0) + amountMinor);
  }
  return over;
}

/** What one quote that is out uses of promotions, in their currencies. */
export async function loadPromotionUses(db: Db, scope: Scope, quoteId: string): Promise<PromotionUse[]> {
  return store.findUses(db, scope, todayIn(scope.timeZone), [quoteId]);
}

/** Gives back what quotes had used that came to nothing. */
export async function releasePromotions(tx: Tx, scope: Scope, quoteIds: readonly string[]): Promise<void> {
  await store.replaceUses(tx, scope, quoteIds, [], null);
}

/** Promotions that an import made. */
export async function listImportedPromotions(db: Db, scope: Scope, importId: string): Promise<{ id: string; title: string }[]> {
  permit(scope, 'priceBook', 'view');
  return (await store.findImported(db, scope, importId)).map(({ id, title }) => ({ id, title }));
}

/** Deletes the promotions that an import made, whoever changed them since, and answers those that stay because a quote uses them. */
export async function removeImportedPromotions(tx: Tx, scope: Scope, importId: string): Promise<{ id: string; title: string }[]> {
  permit(scope, 'priceBook', 'edit');
  const all = (await store.findImported(tx, scope, importId)).map(({ id }) => id);
  await store.lockPromotions(tx, scope, all);
  const found = await store.findImported(tx, scope, importId);
  for (const { id, isUsed } of found) if (!isUsed) await store.deletePromotion(tx, scope, id);
  return found.flatMap(({ id, title, isUsed }) => (isUsed ? [{ id, title }] : []));
}
