import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { todayIn } from '../../../platform/days.ts';
import { products } from '../../catalogue/contract.ts';
import { findPrices } from '../../catalogue/pricing/contract.ts';
import { getProductParts, setProductParts } from '../../catalogue/parts/contract.ts';
import { orders } from '../../orders/contract.ts';
import { getOrderDocument, setOrderLines } from '../../orders/document/contract.ts';
import { accounts } from '../../customers/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import { createOrderFromQuote } from '../ordering/contract.ts';
import { quotePdf } from '../printing/service.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { changeUnit } from './rules.ts';
import { compareStrategies } from '../strategies/contract.ts';

const server = await testServer();

/** Screws at 10.00 a piece that cost 7.00: twelve in a box, 480 on a pallet for 4500.00. */
async function build() {
  const workspace = await buildWorkspace(server.db);
  const [owner, seller] = [server.as(workspace.owner), server.as(await buildUser(server.db, workspace))];
  const made = { name: 'Screw', unit: 'pc', priceMinor: 1000, costMinor: 700, targetMarginBp: 2000 };
  const product = await owner.call(products.create, { body: made });
  const units = [
    { name: 'box', factor: '12' },
    { name: 'pallet', factor: '480', priceMinor: 450_000 },
    { name: 'layer', factor: '96', isSold: false },
  ];
  await owner.call(setProductParts, { params: { id: product.id }, body: { version: product.version, units } });
  const account = await owner.call(accounts.create, { body: { name: 'Harbour' } });
  const quote = await seller.call(quotes.create, { body: { title: 'Screws', accountId: account.id } });
  const params = { id: quote.id };
  const open = () => seller.call(getQuoteDocument, { params });
  /** Writes the lines as they come, and answers them as they are kept. */
  const write = async (lines: object[], as = seller) => {
    const { revision } = await open();
    const content = { ...revision.content, lines: lines as QuoteLine[] };
    const { revision: saved } = await as.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
    return { ...saved, lines: saved.content.lines };
  };
  const line = (more: object = {}) => ({ id: 'a', kind: 'item', name: '', productId: product.id, ...more });
  return { workspace, owner, seller, product, params, open, write, line };
}

describe('a line of a quote in another unit', () => {
  it('is priced in it by the catalogue, whatever the writer says of its size', async () => {
    const { write, line, owner, params } = await build();
    const { lines } = await write([
      line({ unit: 'Box', quantity: '2', conversion: { factor: '7', base: 'x' } }),
      line({ id: 'b', unit: 'pallet' }),
      line({ id: 'c' }),
      line({ id: 'd', unit: 'layer' }),
      line({ id: 'e', unit: 'pc', conversion: { factor: '7', base: null } }),
    ]);
    expect(lines).toMatchObject([
      { name: 'Screw', unit: 'Box', conversion: { factor: '12', base: 'pc' }, unitPrice: '120.00', foundPriceMinor: 12_000 },
      { unit: 'pallet', conversion: { factor: '480' }, unitPrice: '4500.00' },
      { unit: 'pc', unitPrice: '10.00' },
      // It is not sold in layers: the price is left to be typed.
      { unit: 'layer', unitPrice: '0', foundPriceMinor: null, unread: { unitPrice: '' } },
      { unit: 'pc', unitPrice: '10.00' },
    ]);
    expect(lines[2]).not.toHaveProperty('conversion');
    expect(lines[4]).not.toHaveProperty('conversion');
    const { revision } = await owner.call(getQuoteDocument, { params });
    expect(revision.costs).toMatchObject({ a: '84.00', b: '3360.00', c: '7.00' });
  });

  it('changes its price with its unit: the catalogue’s anew, a typed one by piece', async () => {
    const { write, line, owner, params } = await build();
    const [found, typed] = (await write([line(), line({ id: 'b', unitPrice: '9.50' })])).lines;
    const { lines } = await write([
      { ...found, unit: 'box' },
      { ...typed, unit: 'box' },
    ]);
    expect(lines).toMatchObject([
      { unit: 'box', unitPrice: '120.00', foundPriceMinor: 12_000, conversion: { factor: '12' } },
      { unit: 'box', unitPrice: '114', foundPriceMinor: 12_000 },
    ]);
    const { revision } = await owner.call(getQuoteDocument, { params });
    expect(revision.costs).toMatchObject({ a: '84.00', b: '84.00' });
    const back = (await write(lines.map((one) => ({ ...one, unit: 'pc' })))).lines;
    expect(back.map(({ unitPrice }) => unitPrice)).toEqual(['10.00', '9.5']);
    expect(back[0]).not.toHaveProperty('conversion');
  });

  it('keeps a typed price to the cent through units that do not divide it, as long as it was not saved in between', async () => {
    const { write, line, seller, product } = await build();
    const [start] = (await write([line({ unit: 'box', unitPrice: '100.00' })])).lines;
    let [made, basis]: [QuoteLine | undefined, Parameters<typeof changeUnit>[2]] = [start, undefined];
    for (const unit of ['pc', 'pallet']) {
      const asked = { productId: product.id, quantity: '1', unit };
      const body = { accountId: null, on: todayIn('Asia/Shanghai'), currency: 'CNY', lines: [asked] };
      const { data } = await seller.call(findPrices, { body });
      const [price] = data;
      if (!made || !price) throw new Error('no price');
      const next = changeUnit(made, undefined, basis, unit, price);
      [made, basis] = [{ ...made, ...next.change }, next.basis];
    }
    const saved = await write([made ?? {}]);
    expect(saved.lines).toMatchObject([{ unit: 'pallet', unitPrice: '4000', foundPriceMinor: 450_000 }]);
    expect(saved.totals.subtotalMinor).toBe(400_000);
  });

  it('keeps what its unit held when it was chosen, on paper and in the order', async () => {
    const { workspace, write, line, owner, seller, product, params } = await build();
    const { version } = await write([line({ unit: 'box', quantity: '2.5', limits: { min: '1', max: '9' } })]);
    const parts = await owner.call(getProductParts, { params: { id: product.id } });
    const units = [{ name: 'box', factor: '10' }];
    await owner.call(setProductParts, { params: { id: product.id }, body: { version: parts.version, units } });
    const sent = await seller.call(sendQuote, { params, body: { version } });
    expect(sent.revision.content.lines[0]).toMatchObject({ unit: 'box', conversion: { factor: '12', base: 'pc' } });
    const row = await server.db
      .selectFrom('quoteLines')
      .select(['quantity', 'unitPrice'])
      .where('workspaceId', '=', workspace.scope.workspaceId)
      .where('productId', '=', product.id)
      .executeTakeFirstOrThrow();
    expect([Number(row.quantity), Number(row.unitPrice)]).toEqual([30, 10]);
    const { frozen } = await server.db
      .selectFrom('quoteRevisions')
      .select('frozen')
      .where('workspaceId', '=', workspace.scope.workspaceId)
      .where('quoteId', '=', params.id)
      .executeTakeFirstOrThrow();
    const pdf = await quotePdf(server.db, workspace.scope, FrozenQuote.parse(JSON.parse(frozen ?? '')), 'en');
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
    expect(text).toContain('2.5 box');
    expect(text).toContain('1 box = 12 pc');
    await seller.call(acceptQuote, { params, body: { revision: 1, by: 'Ann' } });
    const order = await seller.call(createOrderFromQuote, { params, body: {} });
    const document = await seller.call(getOrderDocument, { params: { id: order.id } });
    expect(document.lines).toMatchObject([
      { unit: 'box', quantity: '2.5', baseQuantity: '30', conversion: { factor: '12', base: 'pc' }, netMinor: 30_000 },
    ]);
  });

  it('is compared with the four ways by what the product is counted in', async () => {
    const { write, line, seller, product, params } = await build();
    await write([line({ unit: 'box', quantity: '2' })]);
    const asked = { lineId: 'a', productId: product.id, quantity: '2', factor: '12', unitPriceMinor: 12_000 };
    const { data } = await seller.call(compareStrategies, { params, body: { currency: 'CNY', lines: [asked] } });
    expect(data[0]?.price).toMatchObject({ unit: 'pc', unitPriceMinor: 1000 });
  });

  it('starts again from what was sent', async () => {
    const { write, line, seller, params } = await build();
    const { version } = await write([line({ unit: 'box' })]);
    await seller.call(sendQuote, { params, body: { version } });
    const next = await seller.call(reviseQuote, { params, body: {} });
    expect(next.revision.content.lines[0]).toMatchObject({ unit: 'box', conversion: { factor: '12' }, unitPrice: '120.00' });
    const copy = await seller.call(quotes.create, { body: { copyOfId: params.id } });
    const { revision } = await seller.call(getQuoteDocument, { params: { id: copy.id } });
    expect(revision.content.lines[0]).toMatchObject({ unit: 'box', conversion: { factor: '12' }, unitPrice: '120.00' });
  });
});

describe('a line of an order in another unit', () => {
  it('is completed and counted by it', async () => {
    const { owner, product } = await build();
    const account = await owner.call(accounts.create, { body: { name: 'Quay' } });
    const order = await owner.call(orders.create, { body: { accountId: account.id } });
    const lines = [
      { productId: product.id, unit: 'box', quantity: '3' },
      { productId: product.id, quantity: '3' },
      { productId: product.id, unit: 'barrel', quantity: '-1', unitPrice: '90' },
    ];
    const made = await owner.call(setOrderLines, { params: { id: order.id }, body: { version: order.version, lines } });
    expect(made.lines).toMatchObject([
      { unit: 'box', unitPrice: '120', baseQuantity: '36', conversion: { factor: '12', base: 'pc' } },
      { unit: 'pc', unitPrice: '10', baseQuantity: '3', conversion: null },
      { unit: 'barrel', baseQuantity: '-1', conversion: null },
    ]);
  });
});
