import { isDeepStrictEqual } from 'node:util';
import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { PricingData } from '../../catalogue/pricing/data/contract.ts';
import { loadPricing } from '../../catalogue/pricing/service.ts';
import {
  isForCustomer,
  loadPromotions,
  loadPromotionUses,
  type PromotionRow,
  type PromotionUse,
} from '../../catalogue/promotions/service.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { findRows } from '../../records/rows/service.ts';
import { convertOn } from '../../settings/rules.ts';
import { loadRatesOn } from '../../settings/service.ts';
import type { QuoteContent, QuotePromotion } from '../content/contract.ts';
import { type Fault, productIdsOf } from '../content/rules.ts';
import { findQuote } from '../service.ts';
import type { Totals } from '../totals/contract.ts';
import type { findQuotePromotions as findContract, PromotionOffer } from './contract.ts';

interface Context {
  customer: PricingData['customer'];
  currency: string;
  today: string;
  /** Series of the products that are quoted. */
  categories: ReadonlyMap<string, string>;
}

interface Ask {
  accountId: unknown;
  currency: string;
  productIds: readonly string[];
}

async function contextOf(db: Db, scope: Scope, { accountId, currency, productIds }: Ask): Promise<Context> {
  const today = todayIn(scope.timeZone);
  const known = typeof accountId === 'string' && (await findVisibleIds(db, scope, [accountId])).has(accountId);
  const { customer } = await loadPricing(db, scope, { productIds: [], accountId: known ? accountId : null, on: today });
  const rows = productIds.length === 0 ? [] : await findRows(db, scope, entityOf('product'), [...productIds]);
  const categories = new Map(
    rows.flatMap(({ id, category }) => (typeof category === 'string' ? [[String(id), category.toLowerCase()] as const] : [])),
  );
  return { customer, currency, today, categories };
}

/** Whether amounts stand in it, which are of its currency. */
function hasAmounts({ action, minAmountMinor, budgetMinor }: PromotionRow): boolean {
  return action.kind === 'amount' || action.kind === 'orderAmount' || minAmountMinor !== null || budgetMinor !== null;
}

function whyNot(row: PromotionRow, { customer, currency, today }: Context): PromotionOffer['why'] {
  if (!row.isActive || (row.validTo !== null && row.validTo < today)) return 'over';
  if (row.validFrom !== null && row.validFrom > today) return 'notYet';
  if (hasAmounts(row) && row.currency !== currency) return 'currency';
  if (!isForCustomer(row, customer)) return 'customer';
  return row.budgetMinor !== null && row.usedMinor >= row.budgetMinor ? 'spent' : null;
}

/** What a quote keeps of a promotion: what it takes off which of its products. */
function snapshotOf(row: PromotionRow, { categories }: Context): QuotePromotion {
  const { id, name, names, code, priority, isExclusive, minQuantity, minAmountMinor, action } = row;
  const series = new Set(row.categories.map((one) => one.toLowerCase()));
  const ofSeries = [...categories].flatMap(([productId, category]) => (series.has(category) ? [productId] : []));
  const productIds = [...new Set([...row.productIds, ...ofSeries])].toSorted();
  const isForAll = row.productIds.length === 0 && row.categories.length === 0;
  const said = { id, name, ...(names && { names }) };
  return { ...said, code, priority, isExclusive, isForAll, productIds, minQuantity, minAmountMinor, action };
}

const same = (a: string | null, b: string | null): boolean => a?.trim().toLowerCase() === b?.trim().toLowerCase();

/** What the revision of a quote that is out uses: the next one takes its place. */
async function ownUses(db: Db, scope: Scope, quoteId: string): Promise<Map<string, number>> {
  return new Map((await loadPromotionUses(db, scope, quoteId)).map(({ promotionId, amountMinor }) => [promotionId, amountMinor]));
}

/** Promotions for a quote, those with a code only where it is said; each with why it cannot be taken. */
export async function findQuotePromotions(
  db: Db,
  scope: Scope,
  id: string,
  { codes, ...asked }: BodyOf<typeof findContract>,
): Promise<PromotionOffer[]> {
  const { row } = await findQuote(db, scope, id);
  const known = new Set(
    (await findRows(db, scope, entityOf('product'), asked.productIds, { deleted: true })).map((one) => one['id']),
  );
  const strange = asked.productIds.flatMap((productId, at) =>
    known.has(productId) ? [] : [{ pointer: `/body/productIds/${at}`, code: 'not_found_reference' }],
  );
  if (strange.length > 0) throw new DomainError('invalid_input', { fields: strange.slice(0, 50) });
  const context = await contextOf(db, scope, { ...asked, accountId: row['accountId'] });
  const own = await ownUses(db, scope, id);
  const rows = (await loadPromotions(db, scope))
    .filter(({ isActive, code }) => isActive && (code === null || codes.some((said) => same(said, code))))
    .map((one) => ({ ...one, usedMinor: one.usedMinor - (own.get(one.id) ?? 0) }));
  return rows.map((one) => ({
    promotion: snapshotOf(one, context),
    why: whyNot(one, context),
    leftMinor: one.budgetMinor === null ? null : Math.max(0, one.budgetMinor - one.usedMinor),
    currency: one.currency,
    validFrom: one.validFrom,
    validTo: one.validTo,
  }));
}

async function rowsOf(db: Db, scope: Scope, taken: readonly { id: string }[]): Promise<Map<string, PromotionRow>> {
  const ids = taken.map(({ id }) => id);
  return new Map((await loadPromotions(db, scope, ids)).map((row) => [row.id, row]));
}

interface Save {
  accountId: unknown;
  before: QuoteContent;
  content: QuoteContent;
}

/**
 * The promotions of a draft as they are now. One that no longer holds stays as it was until it is taken out: it keeps the quote from
 * being sent. One that was never there, or whose code is another, is refused.
 */
export async function refreshPromotions(tx: Tx, scope: Scope, { accountId, before, content }: Save): Promise<QuoteContent> {
  const { promotions = [], currency } = content;
  if (promotions.length === 0) return content;
  const rows = await rowsOf(tx, scope, promotions);
  const context = await contextOf(tx, scope, { accountId, currency, productIds: productIdsOf(content) });
  const kept = new Map((before.promotions ?? []).map((one) => [one.id, one]));
  const fresh = promotions.map((promotion) => {
    const row = rows.get(promotion.id);
    const isOpen = row !== undefined && same(row.code, promotion.code) && [null, 'spent'].includes(whyNot(row, context));
    return isOpen ? snapshotOf(row, context) : kept.get(promotion.id);
  });
  const fields = fresh.flatMap((one, at) =>
    one === undefined ? [{ pointer: `/body/content/promotions/${at}/id`, code: 'not_found_reference' }] : [],
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  return { ...content, promotions: fresh.filter((one) => one !== undefined) };
}

/** Promotions of a draft that no longer hold or are not what they were when it was saved, or whose budget does not reach for it. */
export async function promotionFaults(
  db: Db,
  scope: Scope,
  quote: { id: string; accountId: unknown },
  content: QuoteContent,
  totals: Totals,
): Promise<Fault[]> {
  const { promotions = [], currency } = content;
  if (promotions.length === 0) return [];
  const rows = await rowsOf(db, scope, promotions);
  const context = await contextOf(db, scope, { accountId: quote.accountId, currency, productIds: productIdsOf(content) });
  const own = await ownUses(db, scope, quote.id);
  const taken = new Map((totals.promotions ?? []).map(({ id, amountMinor }) => [id, amountMinor]));
  const fault = (code: string): Fault => ({ lineId: null, place: 'promotions', code });
  return promotions.flatMap((promotion): Fault[] => {
    const { id } = promotion;
    const row = rows.get(id);
    if (!row || ![null, 'spent'].includes(whyNot(row, context))) return [fault('offers.promotion_over')];
    if (!isDeepStrictEqual(snapshotOf(row, context), promotion)) return [fault('offers.promotion_changed')];
    const used = row.usedMinor - (own.get(id) ?? 0) + (taken.get(id) ?? 0);
    return row.budgetMinor !== null && used > row.budgetMinor ? [fault('offers.promotion_spent')] : [];
  });
}

/** What a quote gives away by each promotion, in the promotion's currency. */
export async function usesOf(
  db: Db,
  scope: Scope,
  { currency }: Pick<QuoteContent, 'currency'>,
  totals: Pick<Totals, 'promotions'>,
): Promise<PromotionUse[]> {
  const applied = totals.promotions ?? [];
  if (applied.length === 0) return [];
  const rows = await rowsOf(db, scope, applied);
  const on = todayIn(scope.timeZone);
  const rates = await loadRatesOn(db, scope, on);
  return applied.flatMap(({ id, amountMinor }) => {
    const to = rows.get(id)?.currency;
    if (to === undefined) return [];
    // Without a rate it has no amounts of its own, so no budget either.
    return [
      { promotionId: id, amountMinor: convertOn(amountMinor, { from: currency, to, own: scope.currency }, rates, on) ?? 0 },
    ];
  });
}
