import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { products } from '../catalogue/contract.ts';
import { setCustomerNumber } from '../catalogue/numbers/contract.ts';
import { accounts, contacts } from '../customers/contract.ts';
import { setExchangeRate } from '../settings/contract.ts';
import { removeFile } from '../timeline/files/contract.ts';
import { orders } from './contract.ts';
import { getOrderDocument, setOrderLines, setPurchaseOrder } from './document/contract.ts';
import { getOrderTotal } from './sums/contract.ts';

const server = await testServer();
const unknownId = '0198c7a0-0000-7000-8000-000000000000';

async function build(currency = 'CNY') {
  const workspace = await buildWorkspace(server.db, { currency });
  const owner = server.as(workspace.owner);
  const account = await owner.call(accounts.create, { body: { name: 'Harbour' } });
  const product = await owner.call(products.create, { body: { name: 'Camera', code: 'C-1', priceMinor: 100_00, unit: 'pc' } });
  return { workspace, owner, account, product };
}

async function upload(workspace: TestWorkspace, recordId: string): Promise<string> {
  const caller = server.as(workspace.owner).with({ 'content-type': 'application/octet-stream' });
  const { json } = await caller.raw('POST', `/api/v1/records/${recordId}/files?name=po.pdf`, Buffer.from('PO 4711'));
  return json.id;
}

describe('createOrder', () => {
  it('takes the next number, today, and from the product what was left out', async () => {
    const { owner, account, product } = await build();
    const order = await owner.call(orders.create, {
      body: {
        accountId: account.id,
        lines: [
          { productId: product.id, quantity: '3' },
          { name: 'Freight', unitPrice: '12.5', taxBp: 600 },
        ],
      },
    });
    expect(order).toMatchObject({
      state: 'open',
      source: 'typed',
      currency: 'CNY',
      lineCount: 2,
      productSummary: 'Camera, Freight',
    });
    expect(order.number).toMatch(/^SO-20\d\d-0001$/);
    expect(order).toMatchObject({ netMinor: 312_50, taxMinor: 39_75, totalMinor: 352_25, baseTotalMinor: 352_25 });
    const { lines, actions } = await owner.call(getOrderDocument, { params: { id: order.id } });
    expect(lines).toMatchObject([
      {
        name: 'Camera',
        code: 'C-1',
        unit: 'pc',
        unitPrice: '100',
        quantity: '3',
        taxBp: 1300,
        netMinor: 300_00,
        taxMinor: 39_00,
      },
      { name: 'Freight', product: null, unitPrice: '12.5', taxBp: 600, netMinor: 12_50, taxMinor: 75, totalMinor: 13_25 },
    ]);
    expect(actions).toEqual(['edit', 'editLines']);
  });

  it('finds products by what the customer calls them, and keeps that with the line', async () => {
    const { owner, account, product } = await build();
    const of = { id: product.id, accountId: account.id };
    await owner.call(setCustomerNumber, { params: of, body: { number: 'HB-7' } });
    const lines = [{ customerNumber: 'hb-7', quantity: '2' }, { productId: product.id }];
    const order = await owner.call(orders.create, { body: { accountId: account.id, lines } });
    const read = async () => owner.call(getOrderDocument, { params: { id: order.id } });
    const before = await read();
    expect(before.lines).toMatchObject([
      { name: 'Camera', product: { id: product.id }, customerNumber: 'hb-7', unitPrice: '100' },
      { name: 'Camera', customerNumber: 'HB-7' },
    ]);
    // Edited lines keep it, whatever the product is called by then.
    await owner.call(setCustomerNumber, { params: of, body: { number: 'HB-8' } });
    const kept = before.lines.map(({ id, product: kind }) => ({ lineId: id, productId: kind?.id ?? null, unitPrice: '90' }));
    const body = { version: order.version, lines: [...kept, { productId: product.id }] };
    const after = await owner.call(setOrderLines, { params: { id: order.id }, body });
    expect(after.lines.map(({ customerNumber }) => customerNumber)).toEqual(['hb-7', 'HB-7', 'HB-8']);
    const unknown = [{ customerNumber: 'HB-9' }];
    expect(await owner.refused(orders.create, { body: { accountId: account.id, lines: unknown } })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/lines/0/customerNumber', code: 'not_found_reference' }],
    });
    // The number of one customer names nothing for another.
    const other = await owner.call(accounts.create, { body: { name: 'Quay' } });
    const theirs = { accountId: other.id, lines: [{ customerNumber: 'HB-8', name: 'Thing', unitPrice: '1' }] };
    const made = await owner.call(orders.create, { body: theirs });
    const [line] = (await owner.call(getOrderDocument, { params: { id: made.id } })).lines;
    expect(line).toMatchObject({ product: null, name: 'Thing', customerNumber: 'HB-8' });
  });

  it('skips a number that somebody has typed, and refuses one that is taken', async () => {
    const { owner } = await build();
    const first = await owner.call(orders.create, { body: {} });
    const next = first.number.replace(/1$/, '2');
    await owner.call(orders.create, { body: { number: next } });
    expect((await owner.call(orders.create, { body: {} })).number).toBe(first.number.replace(/1$/, '3'));
    expect(await owner.refused(orders.create, { body: { number: next } })).toMatchObject({
      status: 409,
      errors: [{ pointer: '/body/number', code: 'duplicate' }],
    });
  });

  it('knows a customer’s own order by its number, while nobody takes that away', async () => {
    const { owner } = await build();
    const order = await owner.call(orders.create, { body: { poNumber: 'PO-4711' } });
    expect(order.source).toBe('purchaseOrder');
    const changed = await owner.call(orders.update, {
      params: { id: order.id },
      body: { version: order.version, poNumber: null },
    });
    expect(changed).toMatchObject({ source: 'typed', poNumber: null });
  });

  it('names every line that cannot be', async () => {
    const { owner, product } = await build('EUR');
    const lines = [
      { productId: unknownId },
      { productId: product.id, variantId: unknownId, unitPrice: '1' },
      { lineId: unknownId, name: 'x', unitPrice: '1' },
    ];
    expect(await owner.refused(orders.create, { body: { lines } })).toMatchObject({
      status: 400,
      errors: [
        { pointer: '/body/lines/0/productId', code: 'not_found_reference' },
        { pointer: '/body/lines/1/variantId', code: 'not_found_reference' },
        { pointer: '/body/lines/2/lineId', code: 'not_found_reference' },
      ],
    });
    const free = await owner.refused(orders.create, { body: { lines: [{ quantity: '1' }] } });
    expect(free).toMatchObject({
      errors: [
        { pointer: '/body/lines/0/unitPrice', code: 'orders.price_missing' },
        { pointer: '/body/lines/0/name', code: 'required' },
      ],
    });
    expect(await owner.refused(orders.create, { body: { lines: [{ name: 'x', unitPrice: '1', quantity: '0' }] } })).toMatchObject(
      {
        errors: [{ pointer: '/body/lines/0/quantity', code: 'orders.quantity_zero' }],
      },
    );
    expect(
      await owner.refused(orders.create, { body: { lines: [{ name: 'x', unitPrice: '9999999999999', quantity: '99999999' }] } }),
    ).toMatchObject({
      status: 422,
      code: 'amount_too_big',
    });
  });

  it('counts in the workspace’s currency at the rate of its day, and asks for a rate where there is none', async () => {
    const { owner } = await build();
    const lines = [{ name: 'x', unitPrice: '100', taxBp: 0 }];
    const body = { currency: 'USD', orderedOn: '2026-03-01', lines };
    expect(await owner.refused(orders.create, { body })).toMatchObject({ status: 422, code: 'settings.no_rate' });
    await owner.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-01-01', rate: '7' } });
    await owner.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-06-01', rate: '8' } });
    const order = await owner.call(orders.create, { body });
    expect(order).toMatchObject({ totalMinor: 100_00, baseTotalMinor: 700_00 });
    const params = { id: order.id };
    const later = await owner.call(orders.update, { params, body: { version: order.version, orderedOn: '2026-07-01' } });
    expect(later).toMatchObject({ totalMinor: 100_00, baseTotalMinor: 800_00 });
    expect(await owner.refused(orders.update, { params, body: { version: later.version, currency: 'CNY' } })).toMatchObject({
      errors: [{ pointer: '/body/currency', code: 'orders.currency_settled' }],
    });
  });

  it('lets sellers make their own, delivery look and analysts export', async () => {
    const { workspace, owner } = await build();
    const order = await owner.call(orders.create, { body: { lines: [{ name: 'x', unitPrice: '1' }] } });
    const params = { id: order.id };
    const seller = server.as(await buildUser(server.db, workspace));
    expect(await seller.call(orders.create, { body: {} })).toMatchObject({ state: 'open' });
    const body = { version: order.version, lines: [] };
    expect(await seller.refused(setOrderLines, { params, body })).toMatchObject({ status: 403 });
    for (const role of ['delivery', 'support', 'analyst'] as const) {
      const other = server.as(await buildUser(server.db, workspace, { role }));
      expect(await other.refused(orders.create, { body: {} })).toMatchObject({ status: 403 });
      expect((await other.call(getOrderDocument, { params })).lines).toHaveLength(1);
    }
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect(await stranger.refused(getOrderDocument, { params })).toMatchObject({ status: 404 });
    expect(await stranger.refused(setOrderLines, { params, body })).toMatchObject({ status: 404 });
  });
});

describe('setOrderLines', () => {
  it('keeps lines that stay, takes others away, and works the amounts out anew', async () => {
    const { owner, product } = await build();
    const order = await owner.call(orders.create, {
      body: { lines: [{ productId: product.id }, { name: 'Freight', unitPrice: '5' }] },
    });
    const params = { id: order.id };
    const [camera, freight] = (await owner.call(getOrderDocument, { params })).lines;
    const lines = [
      { name: 'Setup', unitPrice: '50', deliverOn: '2026-12-24', taxBp: 600 },
      { lineId: camera?.id, productId: product.id, quantity: '2', unitPrice: '90', discountBp: 1000, taxBp: 1300 },
    ];
    const saved = await owner.call(setOrderLines, { params, body: { version: order.version, lines } });
    expect(saved.lines.map(({ name, netMinor }) => [name, netMinor])).toEqual([
      ['Setup', 50_00],
      ['Camera', 162_00],
    ]);
    expect(saved.lines[1]?.id).toBe(camera?.id);
    expect(saved.order).toMatchObject({ netMinor: 212_00, taxMinor: 24_06, totalMinor: 236_06, lineCount: 2 });
    expect(saved.rates).toEqual([
      { taxBp: 1300, netMinor: 162_00, taxMinor: 21_06 },
      { taxBp: 600, netMinor: 50_00, taxMinor: 3_00 },
    ]);
    const again = [{ lineId: freight?.id, name: 'Freight', unitPrice: '5' }];
    expect(await owner.refused(setOrderLines, { params, body: { version: saved.order.version, lines: again } })).toMatchObject({
      errors: [{ pointer: '/body/lines/0/lineId', code: 'not_found_reference' }],
    });
    const none = await owner.call(setOrderLines, { params, body: { version: saved.order.version, lines: [] } });
    expect(none.order).toMatchObject({ totalMinor: 0, lineCount: 0, productSummary: null });
  });

  it('never takes lines of another order, and answers 409 to whoever saw an older one', async () => {
    const { owner } = await build();
    const make = () => owner.call(orders.create, { body: { lines: [{ name: 'x', unitPrice: '1', taxBp: 0 }] } });
    const [one, other] = [await make(), await make()];
    const [line] = (await owner.call(getOrderDocument, { params: { id: other.id } })).lines;
    const lines = [{ lineId: line?.id, name: 'taken', unitPrice: '1' }];
    expect(await owner.refused(setOrderLines, { params: { id: one.id }, body: { version: one.version, lines } })).toMatchObject({
      errors: [{ pointer: '/body/lines/0/lineId', code: 'not_found_reference' }],
    });
    const put = (version: number, unitPrice: string) => ({
      params: { id: one.id },
      body: { version, lines: [{ name: 'x', unitPrice, taxBp: 0 }] },
    });
    // Two at once from the same version: one of them is told.
    const replies = await Promise.allSettled(['2', '3'].map((price) => owner.call(setOrderLines, put(one.version, price))));
    expect(replies.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await owner.refused(setOrderLines, put(one.version, '4'))).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { version: one.version + 1 },
    });
  });
});

describe('setPurchaseOrder', () => {
  it('keeps the customer’s paper, which then cannot be deleted', async () => {
    const { workspace, owner } = await build();
    const order = await owner.call(orders.create, { body: { poNumber: 'PO-1' } });
    const params = { id: order.id };
    const fileId = await upload(workspace, order.id);
    const body = { version: order.version, fileId };
    const saved = await owner.call(setPurchaseOrder, { params, body });
    expect(saved.poFile).toEqual({ id: fileId, name: 'po.pdf' });
    expect(await owner.refused(removeFile, { params: { id: fileId } })).toMatchObject({
      status: 409,
      code: 'timeline.file_in_use',
    });
    expect(await owner.refused(setPurchaseOrder, { params, body })).toMatchObject({ status: 409, code: 'stale_version' });
    const other = await owner.call(orders.create, { body: {} });
    const foreign = await owner.refused(setPurchaseOrder, { params: { id: other.id }, body: { version: 1, fileId } });
    expect(foreign).toMatchObject({ errors: [{ pointer: '/body/fileId', code: 'not_found_reference' }] });
    const cleared = await owner.call(setPurchaseOrder, { params, body: { version: saved.order.version, fileId: null } });
    expect(cleared.poFile).toBeNull();
  });
});

describe('getOrderTotal', () => {
  it('adds up what an account ordered, without cancelled and binned orders, as far as figures reach', async () => {
    const { workspace, owner, account } = await build();
    const make = (unitPrice: string, more: object = {}) =>
      owner.call(orders.create, {
        body: { accountId: account.id, orderedOn: '2026-05-01', lines: [{ name: 'x', unitPrice, taxBp: 0 }], ...more },
      });
    await make('10', { orderedOn: '2026-02-01' });
    await make('20');
    await make('40', { state: 'cancelled' });
    const binned = await make('80');
    await owner.call(orders.remove, { params: { id: binned.id } });
    const params = { id: account.id };
    expect(await owner.call(getOrderTotal, { params })).toEqual({
      count: 2,
      totalMinor: 30_00,
      currency: 'CNY',
      firstOn: '2026-02-01',
      lastOn: '2026-05-01',
    });
    const analyst = server.as(await buildUser(server.db, workspace, { role: 'analyst' }));
    expect(await analyst.call(getOrderTotal, { params })).toMatchObject({ count: 2 });
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect(await stranger.refused(getOrderTotal, { params })).toMatchObject({ status: 404 });
  });

  it('finds orders by product, account and number', async () => {
    const { owner, account, product } = await build();
    const contact = await owner.call(contacts.create, { body: { name: 'Ann', accountId: account.id } });
    const order = await owner.call(orders.create, {
      body: { accountId: account.id, contactId: contact.id, lines: [{ productId: product.id }] },
    });
    await owner.call(orders.create, { body: { lines: [{ name: 'x', unitPrice: '1' }] } });
    for (const filter of [
      { field: 'product', op: 'eq', value: product.id },
      { field: 'account.name', op: 'contains', value: 'harb' },
      { field: 'contact', op: 'eq', value: contact.id },
    ]) {
      const { data } = await owner.call(orders.list, { query: { filter: JSON.stringify(filter) } });
      expect(data.map(({ id }) => id)).toEqual([order.id]);
    }
  });
});
