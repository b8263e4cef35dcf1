import { describe, expect, it } from 'vitest';
import { type AcceptedQuote, exposureOf, type OwedOrder, type WonDeal } from './rules.ts';

const order = (minor: number, more: Partial<OwedOrder> = {}): OwedOrder => ({
  dealId: null,
  quoteId: null,
  state: 'open',
  baseTotalMinor: minor,
  ...more,
});
const quote = (id: string, minor: number | null, more: Partial<AcceptedQuote> = {}): AcceptedQuote => ({
  id,
  dealId: null,
  dealStatus: null,
  baseTotalMinor: minor,
  ...more,
});
const deal = (id: string, minor: number | null): WonDeal => ({ id, baseAmountMinor: minor });
const ofDeal = { dealId: 'd', dealStatus: 'won' };

describe('exposureOf', () => {
  it.each<{
    name: string;
    orders?: OwedOrder[];
    quotes?: AcceptedQuote[];
    deals?: WonDeal[];
    /** By orders, quotes and deals; and how many have no amount. */
    is: [number, number, number];
    unpriced?: number;
  }>([
    { name: 'nothing', is: [0, 0, 0] },
    { name: 'an open order', orders: [order(70)], is: [70, 0, 0] },
    {
      name: 'orders that are fulfilled or cancelled',
      orders: [order(70, { state: 'fulfilled' }), order(9, { state: 'cancelled' })],
      is: [0, 0, 0],
    },
    { name: 'an accepted quote without a deal', quotes: [quote('q', 50)], is: [0, 50, 0] },
    { name: 'an accepted quote of an open deal', quotes: [quote('q', 50, { dealId: 'd', dealStatus: 'open' })], is: [0, 50, 0] },
    {
      name: 'accepted quotes of deals that are lost or completed',
      quotes: [quote('q', 50, { dealId: 'd', dealStatus: 'lost' }), quote('r', 5, { dealId: 'e', dealStatus: 'completed' })],
      is: [0, 0, 0],
    },
    { name: 'a won deal without any paper', deals: [deal('d', 100)], is: [0, 0, 100] },
    {
      name: 'a won deal with its accepted quote: the quote',
      quotes: [quote('q', 113, ofDeal)],
      deals: [deal('d', 100)],
      is: [0, 113, 0],
    },
    {
      name: 'two accepted quotes of a won deal: both',
      quotes: [quote('q', 60, ofDeal), quote('r', 40, ofDeal)],
      deals: [deal('d', 60)],
      is: [0, 100, 0],
    },
    {
      name: 'a deal, its quote and the order made of it: the order',
      orders: [order(113, { dealId: 'd', quoteId: 'q' })],
      quotes: [quote('q', 113, ofDeal)],
      deals: [deal('d', 100)],
      is: [113, 0, 0],
    },
    {
      name: 'one of two quotes ordered: the order and the other quote',
      orders: [order(60, { dealId: 'd', quoteId: 'q' })],
      quotes: [quote('q', 60, ofDeal), quote('r', 40, ofDeal)],
      deals: [deal('d', 60)],
      is: [60, 40, 0],
    },
    {
      name: 'an order that was fulfilled: nothing of it, its quote and its deal',
      orders: [order(113, { dealId: 'd', quoteId: 'q', state: 'fulfilled' })],
      quotes: [quote('q', 113, ofDeal)],
      deals: [deal('d', 100)],
      is: [0, 0, 0],
    },
    {
      name: 'an order of a quote that was cancelled: nothing',
      orders: [order(113, { dealId: 'd', quoteId: 'q', state: 'cancelled' })],
      quotes: [quote('q', 113, ofDeal)],
      deals: [deal('d', 100)],
      is: [0, 0, 0],
    },
    { name: 'an order in the bin: its quote again', quotes: [quote('q', 113, ofDeal)], deals: [deal('d', 100)], is: [0, 113, 0] },
    {
      name: 'a purchase order typed for the deal: it stands for the quote too',
      orders: [order(113, { dealId: 'd' })],
      quotes: [quote('q', 113, ofDeal)],
      deals: [deal('d', 100)],
      is: [113, 0, 0],
    },
    {
      name: 'a typed order that was cancelled: the deal is still won',
      orders: [order(113, { dealId: 'd', state: 'cancelled' })],
      deals: [deal('d', 100)],
      is: [0, 0, 100],
    },
    { name: 'an order of no deal beside a won one: both', orders: [order(30)], deals: [deal('d', 100)], is: [30, 0, 100] },
    { name: 'credit notes count against it', orders: [order(30), order(-10)], is: [20, 0, 0] },
    {
      name: 'what has no amount is counted as that',
      quotes: [quote('q', null)],
      deals: [deal('d', null), deal('e', 5)],
      is: [0, 0, 5],
      unpriced: 2,
    },
  ])('$name', ({ orders = [], quotes = [], deals = [], is, unpriced = 0 }) => {
    const found = exposureOf(orders, quotes, deals);
    expect([found.orders.minor, found.quotes.minor, found.deals.minor]).toEqual(is);
    expect(found.unpriced).toBe(unpriced);
  });
});
