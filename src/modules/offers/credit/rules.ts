import { sumAmounts } from '../../../platform/money.ts';

/** An order that is open, or that belongs to one of the quotes or deals. Amounts are in the workspace's currency. */
export interface OwedOrder {
  dealId: string | null;
  quoteId: string | null;
  state: string;
  baseTotalMinor: number;
}

export interface AcceptedQuote {
  id: string;
  dealId: string | null;
  /** How its deal stands; null where there is none. */
  dealStatus: string | null;
  baseTotalMinor: number | null;
}

export interface WonDeal {
  id: string;
  baseAmountMinor: number | null;
}

interface Part {
  count: number;
  minor: number;
}

/** What a customer owes or will owe, by the paper it is counted by. */
export interface Exposure {
  orders: Part;
  quotes: Part;
  deals: Part;
  /** Quotes and deals whose amount is not known in the workspace's currency. */
  unpriced: number;
}

const over = new Set<string | null>(['completed', 'lost']);

function partOf(amounts: readonly (number | null)[]): Part {
  return { count: amounts.length, minor: sumAmounts(amounts.map((minor) => minor ?? 0)) };
}

/**
 * What is at stake with a customer. The same money is counted once, by the firmest paper there is: an open order; else the accepted
 * quote that nobody has ordered yet; else the deal that was won and is not completed. An order that names no quote stands for the
 * quotes of its deal; of a cancelled one nothing is left, nor of the quote it was made of. Receipts are not kept yet: what is paid
 * ends with the order that is fulfilled, or the deal that is completed.
 */
export function exposureOf(orders: readonly OwedOrder[], quotes: readonly AcceptedQuote[], deals: readonly WonDeal[]): Exposure {
  const open = orders.filter(({ state }) => state === 'open');
  const ordered = new Set(orders.map(({ quoteId }) => quoteId));
  const standing = orders.filter(({ state, dealId }) => state !== 'cancelled' && dealId !== null);
  const orderedByHand = new Set(standing.flatMap(({ quoteId, dealId }) => (quoteId === null ? [dealId] : [])));
  const left = quotes.filter(
    ({ id, dealId, dealStatus }) => !ordered.has(id) && !over.has(dealStatus) && (dealId === null || !orderedByHand.has(dealId)),
  );
  const onPaper = new Set([...standing, ...quotes].map(({ dealId }) => dealId));
  const bare = deals.filter(({ id }) => !onPaper.has(id));
  const amounts = [...left.map(({ baseTotalMinor }) => baseTotalMinor), ...bare.map(({ baseAmountMinor }) => baseAmountMinor)];
  return {
    orders: partOf(open.map(({ baseTotalMinor }) => baseTotalMinor)),
    quotes: partOf(left.map(({ baseTotalMinor }) => baseTotalMinor)),
    deals: partOf(bare.map(({ baseAmountMinor }) => baseAmountMinor)),
    unpriced: amounts.filter((minor) => minor === null).length,
  };
}
