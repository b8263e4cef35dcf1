import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { products } from '../../catalogue/contract.ts';
import { setCustomerNumber } from '../../catalogue/numbers/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { createOrder, orders } from '../../orders/contract.ts';
import { getOrderDocument } from '../../orders/document/contract.ts';
import { proposeMapping, setMapping } from '../contract.ts';
import type { ImportMapInput } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

const files = {
  'accounts.csv': 'Company\nHarbour\nQuay\n',
  'products.csv': 'Name,Price\nCamera,100\nLens,20\n',
  'orders.csv': 'OrderID,Customer,OrderDate,Currency\n10248,Harbour,2026-03-01,CNY\n10249,Quay,2026-03-02,CNY\n',
  'order details.csv':
    'OrderID,Product,UnitPrice,Quantity,Discount\n10248,Camera,99.95,3,0.05\n10248,Lens,19.9,10,0\n10249,Lens,20,-1,0\n',
};

const map: ImportMapInput = {
  version: 1,
  files: [
    { file: 'accounts.csv', targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'Company' } } }] },
    {
      file: 'products.csv',
      targets: [{ kind: 'product', key: 'name', fields: { name: { column: 'Name' }, priceMinor: { column: 'Price' } } }],
    },
    {
      file: 'orders.csv',
      targets: [
        {
          kind: 'order',
          key: 'number',
          fields: {
            number: { column: 'OrderID' },
            account: { column: 'Customer' },
            orderedOn: { column: 'OrderDate' },
            currency: { column: 'Currency' },
          },
        },
      ],
    },
    {
      file: 'order details.csv',
      targets: [
        {
          kind: 'orderLine',
          fields: {
            order: { column: 'OrderID' },
            product: { column: 'Product' },
            unitPrice: { column: 'UnitPrice' },
            quantity: { column: 'Quantity' },
            discountBp: { column: 'Discount', factor: '100' },
          },
        },
      ],
    },
  ],
};

const list = async (user: TestUser) => (await server.as(user).call(orders.list, { query: { sort: 'number' } })).data;

describe('orders and their lines', () => {
  it('come from two files, once, and go again', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const done = await imports.run(owner, files, map);
    expect(done).toMatchObject({
      state: 'done',
      progress: { targets: [{}, {}, { counts: { create: 2 } }, { counts: { create: 3 } }] },
    });
    const made = await list(owner);
    // 3 × 99.95 less 5 % is 284.8575; a file without a tax column brings no tax.
    expect(made).toMatchObject([
      { number: '10248', source: 'import', netMinor: 284_86 + 199_00, taxMinor: 0, lineCount: 2, productSummary: 'Camera, Lens' },
      { number: '10249', netMinor: -20_00, totalMinor: -20_00, lineCount: 1, version: 1 },
    ]);
    const { lines } = await server.as(owner).call(getOrderDocument, { params: { id: made[0]?.id ?? '' } });
    expect(lines).toMatchObject([
      { name: 'Camera', product: { title: 'Camera' }, quantity: '3', unitPrice: '99.95', discountBp: 500, taxBp: 0 },
      { name: 'Lens', quantity: '10', unitPrice: '19.9', netMinor: 199_00 },
    ]);

    // The same files once more: the orders are there, and get no second lines.
    const again = await imports.check(owner, files, map);
    expect(again.checked.report?.targets.map(({ counts }) => counts)).toMatchObject([
      { same: 2 },
      { same: 2 },
      { same: 2, create: 0 },
      { error: 3, create: 0 },
    ]);
    expect(again.faults).toMatchObject([{ code: 'orders.lines_on_page', field: 'order' }]);
    const skipped = await imports.run(owner, files, map, true);
    expect(skipped.state).toBe('done');
    expect((await list(owner)).map(({ lineCount }) => lineCount)).toEqual([2, 1]);

    const undone = await imports.undo(owner, done.id);
    expect(undone.progress).toMatchObject({ kept: 0 });
    expect(await list(owner)).toEqual([]);
    expect((await server.as(owner).call(products.count, { query: {} })).count).toBe(0);
  });

  it('are proposed from one file of lines, with the orders before them', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    await imports.run(owner, { 'accounts.csv': files['accounts.csv'] }, { version: 1, files: map.files.slice(0, 1) });
    const flat = [
      'Order number,Customer,Order date,Item description,Quantity,Unit price,Tax rate',
      '7,Harbour,2026-03-01,Freight,1,10.05,13%',
      '7,Harbour,2026-03-01,Setup,2,20,13%',
      '8,Quay,2026-03-02,Setup,1,20,6%',
    ].join('\n');
    const id = await imports.begin(owner, { 'order lines.csv': flat });
    const proposed = await server.as(owner).call(proposeMapping, { params: { id }, query: {} });
    expect(proposed.map.files[0]?.targets).toMatchObject([
      { kind: 'order', key: 'number', distinct: true, fields: { number: {}, account: {}, orderedOn: {} } },
      { kind: 'orderLine', fields: { order: {}, name: {}, quantity: {}, unitPrice: {}, taxBp: {} } },
    ]);
    const { checked } = await imports.recheck(owner, id, proposed.map);
    expect(checked.report).toMatchObject({ errors: 0 });
    await imports.start(owner, id);
    expect(await list(owner)).toMatchObject([
      { number: '7', netMinor: 50_05, taxMinor: 6_51, totalMinor: 56_56, account: { title: 'Harbour' } },
      { number: '8', netMinor: 20_00, taxMinor: 1_20 },
    ]);
  });

  it('name products by what the customer of the order calls them', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const api = server.as(owner);
    await imports.run(
      owner,
      { 'accounts.csv': files['accounts.csv'], 'products.csv': files['products.csv'] },
      { version: 1, files: map.files.slice(0, 2) },
    );
    const [camera] = (await api.call(products.list, { query: { sort: 'name' } })).data;
    const [harbour] = (await api.call(accounts.list, { query: { sort: 'name' } })).data;
    const params = { id: camera?.id ?? '', accountId: harbour?.id ?? '' };
    await api.call(setCustomerNumber, { params, body: { number: 'HB-7' } });
    const flat = 'Order number,Customer,Order date,Customer part number,Quantity,Unit price\n7,Harbour,2026-03-01,hb-7,3,99\n';
    const id = await imports.begin(owner, { 'lines.csv': flat });
    const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
    expect(proposed.map.files[0]?.targets[1]).toMatchObject({ kind: 'orderLine', fields: { customerNumber: {} } });
    await imports.recheck(owner, id, proposed.map);
    await imports.start(owner, id);
    const [made] = await list(owner);
    const { lines } = await api.call(getOrderDocument, { params: { id: made?.id ?? '' } });
    expect(lines).toMatchObject([{ product: { title: 'Camera' }, name: 'Camera', customerNumber: 'hb-7', netMinor: 297_00 }]);
  });

  it('of two customers name different products by one number, in one batch', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const api = server.as(owner);
    const parties = { 'accounts.csv': files['accounts.csv'], 'products.csv': files['products.csv'] };
    await imports.run(owner, parties, { version: 1, files: map.files.slice(0, 2) });
    const [camera, lens] = (await api.call(products.list, { query: { sort: 'name' } })).data;
    const [harbour, quay] = (await api.call(accounts.list, { query: { sort: 'name' } })).data;
    const call = (product: typeof camera, account: typeof harbour, number: string) =>
      api.call(setCustomerNumber, { params: { id: product?.id ?? '', accountId: account?.id ?? '' }, body: { number } });
    await call(camera, harbour, 'A-1');
    await call(lens, quay, 'a-1');
    await call(lens, harbour, 'B-2');
    await call(camera, quay, 'Two');
    const flat = [
      'Order number,Customer,Order date,Customer part number,Item description,Quantity,Unit price,Tax rate',
      '7,Harbour,2026-03-01,A-1,,1,10.05,13%',
      '8,Quay,2026-03-01,A-1,,2,0.05,13%',
      '7,Harbour,2026-03-01,B-2,,3,0.05,13%',
      '8,Quay,2026-03-01,B-2,Not theirs,1,5,6%',
      '8,Quay,2026-03-01,two,,1,0.15,13%',
    ].join('\n');
    const id = await imports.begin(owner, { 'lines.csv': flat });
    const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
    await imports.recheck(owner, id, proposed.map);
    await imports.start(owner, id);
    const made = await list(owner);
    // Tax is rounded once for each rate of an order: 13 % of 10.20, of 0.25, and 6 % of 5.
    expect(made).toMatchObject([
      { number: '7', netMinor: 10_20, taxMinor: 1_33, totalMinor: 11_53, lineCount: 2, productSummary: 'Camera, Lens' },
      { number: '8', netMinor: 5_25, taxMinor: 33, lineCount: 3, productSummary: 'Lens, Not theirs, Camera' },
    ]);
    const linesOf = async (at: number) =>
      (await api.call(getOrderDocument, { params: { id: made[at]?.id ?? '' } })).lines.map(
        ({ position, product, name, netMinor }) => [position, product?.title ?? null, name, netMinor],
      );
    expect(await linesOf(0)).toEqual([
      [0, 'Camera', 'Camera', 10_05],
      [1, 'Lens', 'Lens', 15],
    ]);
    expect(await linesOf(1)).toEqual([
      [0, 'Lens', 'Lens', 10],
      [1, null, 'Not theirs', 5_00],
      [2, 'Camera', 'Camera', 15],
    ]);
  });

  it('without numbers take the next that nobody has, be it of the same file', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const api = server.as(owner);
    await imports.run(owner, { 'accounts.csv': files['accounts.csv'] }, { version: 1, files: map.files.slice(0, 1) });
    const [harbour] = (await api.call(accounts.list, { query: { sort: 'name' } })).data;
    const first = await api.call(createOrder, { body: { accountId: harbour?.id ?? '', lines: [] } });
    const nextOf = (step: number) =>
      first.number.replace(/\d+$/, (digits) => String(Number(digits) + step).padStart(digits.length, '0'));
    await api.call(createOrder, { body: { accountId: harbour?.id ?? '', number: nextOf(2), lines: [] } });
    const rows = `OrderID,Customer,OrderDate\n,Harbour,2026-03-01\n${nextOf(4)},Harbour,2026-03-02\n,Harbour,2026-03-03\n,Quay,2026-03-04\n`;
    const orderFields = { number: { column: 'OrderID' }, account: { column: 'Customer' }, orderedOn: { column: 'OrderDate' } };
    const done = await imports.run(
      owner,
      { 'orders.csv': rows },
      { version: 1, files: [{ file: 'orders.csv', targets: [{ kind: 'order', mode: 'create', fields: orderFields }] }] },
    );
    expect(done).toMatchObject({ state: 'done', progress: { targets: [{ counts: { create: 4 } }] } });
    const made = (await list(owner)).filter(({ source }) => source === 'import');
    expect(made.map(({ number, orderedOn }) => [number, orderedOn])).toEqual([
      [nextOf(1), '2026-03-01'],
      [nextOf(3), '2026-03-03'],
      [nextOf(4), '2026-03-02'],
      [nextOf(5), '2026-03-04'],
    ]);
  });

  it('name each line that cannot be, and are for whoever may import orders', async () => {
    const { owner, ...workspace } = await buildWorkspace(server.db, { currency: 'CNY' });
    const bad =
      'OrderID,Product,UnitPrice,Quantity,Discount\n10248,Camera,-1,1,0\n10248,Camera,1,0,0\n10248,Nothing,1,1,0\n99999,Camera,1,1,0\n10248,Camera,1,1,2\n';
    const { checked, faults } = await imports.check(owner, { ...files, 'order details.csv': bad }, map);
    expect(checked.report?.targets.at(-1)?.counts).toMatchObject({ error: 5 });
    expect(faults.map(({ field, code }) => `${field ?? ''} ${code}`).toSorted()).toEqual([
      'discountBp too_big',
      'order exchange.not_found',
      'product exchange.not_found',
      'quantity orders.quantity_zero',
      'unitPrice invalid_format',
    ]);
    const support = await buildUser(server.db, { ...workspace, owner }, { role: 'support' });
    const own = await imports.begin(owner, { 'order details.csv': bad });
    expect(await server.as(support).refused(setMapping, { params: { id: own }, body: { map } })).toMatchObject({ status: 403 });
  });
});
