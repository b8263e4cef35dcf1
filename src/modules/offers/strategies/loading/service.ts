import { todayIn } from '../../../../platform/days.ts';
import { readDecimal } from '../../../../platform/decimal.ts';
import type { Db } from '../../../../platform/db.ts';
import { divideRounded, ownAmount, parseAmount } from '../../../../platform/money.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { PricingData } from '../../../catalogue/pricing/data/contract.ts';
import { guardOf } from '../../../catalogue/pricing/guards/rules.ts';
import { pricer } from '../../../catalogue/pricing/rules.ts';
import { loadPricing } from '../../../catalogue/pricing/service.ts';
import { loadStrategyFacts } from '../../../catalogue/strategies/service.ts';
import { loadDeals } from '../../../deals/service.ts';
import { findVisibleIds } from '../../../records/audit/service.ts';
import { convertOn } from '../../../settings/rules.ts';
import { RevisionState } from '../../contract.ts';
import { stateOn } from '../../revisions/rules.ts';
import type { UnitCosts } from '../../totals/margins/rules.ts';
import { perOwn } from '../../units/rules.ts';
import type { AskedLine, LineStrategies } from '../contract.ts';
import { type ClosedPrice, compareLine, type LineFacts } from '../rules.ts';
import * as store from './store.ts';

/** What a piece was offered for, net, in the workspace's currency; undefined where that is not known. */
function pieceOf({ netMinor, quantity, periods, currency, rate }: store.SentPrice, own: string): number | undefined {
  const many = readDecimal(quantity);
  if (!many || many.unscaled === 0n) return undefined;
  const minor = Number(divideRounded(BigInt(netMinor) * 10n ** BigInt(many.scale), many.unscaled * BigInt(periods)));
  return ownAmount(minor, currency, own, rate) ?? undefined;
}

interface History {
  closed: ReadonlyMap<string, ClosedPrice[]>;
  /** The most that a customer accepted, by product. */
  paid: ReadonlyMap<string, number>;
}

/** How quotes of some products ended: by what the customer said, by their last day, else by how their deal ended. */
async function loadHistory(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
  { quoteId, accountId }: { quoteId: string; accountId: string | null },
): Promise<History> {
  const sent = await store.findSentPrices(db, scope, productIds, quoteId);
  const deals = await loadDeals(db, scope, [...new Set(sent.flatMap(({ dealId }) => dealId ?? []))]);
  const today = todayIn(scope.timeZone);
  const closed = new Map<string, ClosedPrice[]>();
  const paid = new Map<string, number>();
  for (const price of sent) {
    const state = stateOn(RevisionState.parse(price.state), price.validUntilOn, today);
    const deal = deals.get(price.dealId ?? '')?.status;
    const isOpen = (state === 'sent' || state === 'viewed') && deal !== 'won' && deal !== 'lost';
    const netMinor = pieceOf(price, scope.currency);
    if (isOpen || netMinor === undefined) continue;
    const isWon = state === 'accepted' || ((state === 'sent' || state === 'viewed') && deal === 'won');
    closed.set(price.productId, [...(closed.get(price.productId) ?? []), { netMinor, isWon }]);
    if (isWon && accountId !== null && price.accountId === accountId)
      paid.set(price.productId, Math.max(netMinor, paid.get(price.productId) ?? 0));
  }
  return { closed, paid };
}

interface Known {
  data: PricingData;
  history: History;
  product: Awaited<ReturnType<typeof loadStrategyFacts>>;
  /** Costs that stand in the draft. */
  costs: UnitCosts;
  currency: string;
  on: string;
  own: string;
}

/** A price of a piece as the quote writes it: with the tax in it where its prices hold it. */
const gross = (minor: number, { taxBp }: AskedLine, isTaxIncluded: boolean): number =>
  isTaxIncluded ? Number(divideRounded(BigInt(minor) * BigInt(10_000 + taxBp), 10_000n)) : minor;

function factsOf(line: AskedLine, isTaxIncluded: boolean, price: ReturnType<typeof pricer>, known: Known): LineFacts {
  const { data, history, product, costs, currency, on, own } = known;
  const { productId, variantId, quantity, parts } = line;
  const many = /[1-9]/.test(quantity) ? quantity : '1';
  const context = { accountId: data.customer?.id ?? null, bookId: null, on, currency };
  const found = productId === null ? null : price({ productId, variantId, quantity: many, unit: null, parts }, context);
  const written = costs[line.lineId];
  const typed = written === undefined ? undefined : parseAmount(written, currency, { round: true });
  const facts = data.products.find(({ id }) => id === productId);
  const guard = guardOf(data.guards, facts ?? { id: '', category: null });
  const paid = history.paid.get(productId ?? '');
  const paidMinor = paid === undefined ? undefined : convertOn(paid, { from: own, to: currency, own }, data.rates, on);
  return {
    price: found,
    costMinor: typed?.ok ? perOwn(typed.value, line.factor) : (found?.costMinor ?? null),
    ...guard,
    product: product(productId),
    closed: history.closed.get(productId ?? '') ?? [],
    paidMinor: paidMinor === undefined ? null : gross(paidMinor, line, isTaxIncluded),
  };
}

/** For whom and in what the ways are compared. */
export interface Comparing {
  quoteId: string;
  accountId: unknown;
  currency: string;
  isTaxIncluded: boolean;
  productIds: readonly string[];
  /** Costs that stand in the draft; none where it is in another currency. */
  costs: UnitCosts;
  seesCost: boolean;
}

/**
 * Loads what the four ways know of some products and answers how a line, in the product's own unit, is compared. With the scope's own rights: competitors and
 * quotes that it does not see do not count. The caller has found the quote.
 */
export async function loadComparing(
  db: Db,
  scope: Scope,
  { quoteId, accountId: account, currency, isTaxIncluded, productIds, costs, seesCost }: Comparing,
): Promise<{ data: PricingData; compare: (line: AskedLine, seesCost?: boolean) => LineStrategies }> {
  const on = todayIn(scope.timeZone);
  const isSeen = typeof account === 'string' && (await findVisibleIds(db, scope, [account])).has(account);
  const accountId = isSeen ? account : null;
  const known: Known = {
    data: await loadPricing(db, scope, { productIds, accountId, on }),
    history: await loadHistory(db, scope, productIds, { quoteId, accountId }),
    product: await loadStrategyFacts(db, scope, { productIds, currency, on }),
    costs,
    currency,
    on,
    own: scope.currency,
  };
  const price = pricer(known.data);
  const toOwn = (minor: number): number | null =>
    convertOn(minor, { from: currency, to: scope.currency, own: scope.currency }, known.data.rates, on) ?? null;
  return {
    data: known.data,
    compare: (line, isOpen = seesCost) =>
      compareLine(line, factsOf(line, isTaxIncluded, price, known), { today: on, isTaxIncluded, seesCost: isOpen, toOwn }),
  };
}
