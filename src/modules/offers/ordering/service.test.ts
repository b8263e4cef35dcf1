import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { orders } from '../../orders/contract.ts';
import { getOrderDocument, setOrderLines } from '../../orders/document/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { createOrderFromQuote } from './contract.ts';

const server = await testServer();

/** A quote that was sent: lines with a discount on the whole, an option that was chosen and one that was not. */
async function build() {
  const workspace = await buildWorkspace(server.db, { currency: 'CHF' });
  const seller = await buildUser(server.db, workspace);
  const api = server.as(seller);
  const account = await api.call(accounts.create, { body: { name: 'Harbour' } });
  const product = await server.as(workspace.owner).call(products.create, { body: { name: 'Camera', priceMinor: 33_33 } });
  const deal = await api.call(deals.create, { body: { title: 'Line 4', accountId: account.id } });
  const quote = await api.call(quotes.create, { body: { dealId: deal.id } });
  const params = { id: quote.id };
  const { revision } = await api.call(getQuoteDocument, { params });
  const line = (id: string, more: object): QuoteLine => QuoteLine.parse({ id, kind: 'item', name: id, taxBp: 810, ...more });
  const content = {
    ...revision.content,
    lines: [
      line('a', { productId: product.id, quantity: '3', unitPrice: '33.33', discount: { kind: 'share', bp: 333 } }),
      line('b', { unitPrice: '19.99', isOptional: true, isChosen: true, taxBp: 260 }),
      line('c', { unitPrice: '500', isOptional: true }),
    ],
    discount: { kind: 'amount' as const, minor: 777 },
    delivery: { leadDays: 20, leadText: null, place: null },
  };
  const saved = await api.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
  const sent = await api.call(sendQuote, { params, body: { version: saved.revision.version } });
  const accept = () => api.call(acceptQuote, { params, body: { revision: 1, by: 'Ann' } });
  return { workspace, seller, api, account, deal, params, sent, accept };
}

describe('createOrderFromQuote', () => {
  it('orders what was accepted, to the cent, and links both ways', async () => {
    const { api, params, sent, accept, account, deal, seller } = await build();
    expect(await api.refused(createOrderFromQuote, { params, body: {} })).toMatchObject({
      status: 409,
      code: 'offers.not_accepted',
    });
    const accepted = await accept();
    expect(accepted).toMatchObject({ order: null });
    expect(accepted.actions).toContain('order');
    const order = await api.call(createOrderFromQuote, { params, body: {} });
    const { totals } = sent.revision;
    expect(order).toMatchObject({
      netMinor: totals.netMinor,
      taxMinor: totals.taxMinor,
      roundingMinor: totals.cashRoundingMinor,
      totalMinor: totals.totalMinor,
      source: 'quote',
      lineCount: 2,
      owner: { id: seller.id },
      account: { id: account.id },
      deal: { id: deal.id },
      quote: { id: params.id },
    });
    expect(totals.cashRoundingMinor).not.toBe(0);
    expect(order.orderedOn < (order.dueOn ?? '')).toBe(true);
    const after = await api.call(getQuoteDocument, { params });
    expect(after.order).toEqual({ id: order.id, number: order.number });
    expect(after.actions).not.toContain('order');
    const document = await api.call(getOrderDocument, { params: { id: order.id } });
    expect(document.lines.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(document.actions).toEqual(['edit']);
    const body = { version: order.version, lines: [] };
    expect(await api.refused(setOrderLines, { params: { id: order.id }, body })).toMatchObject({
      status: 409,
      code: 'orders.lines_agreed',
    });
  });

  it('makes one order of one acceptance, however many ask at once, and however often', async () => {
    const { api, params, accept } = await build();
    await accept();
    const made = await Promise.all(Array.from({ length: 8 }, () => api.call(createOrderFromQuote, { params, body: {} })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const [first] = made;
    await api.call(orders.remove, { params: { id: first?.id ?? '' } });
    // One in the bin is shown, not made twice.
    expect(await api.call(createOrderFromQuote, { params, body: {} })).toMatchObject({ id: first?.id });
    expect((await api.call(orders.count, { query: {} })).count).toBe(0);
  });

  it('keeps away from others', async () => {
    const { workspace, params, accept } = await build();
    await accept();
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect(await stranger.refused(createOrderFromQuote, { params, body: {} })).toMatchObject({ status: 404 });
    for (const role of ['seller', 'delivery', 'support', 'analyst'] as const) {
      const other = server.as(await buildUser(server.db, workspace, { role }));
      expect(await other.refused(createOrderFromQuote, { params, body: {} }), role).toMatchObject({ status: 403 });
      expect((await other.call(getQuoteDocument, { params })).actions, role).not.toContain('order');
    }
  });
});
