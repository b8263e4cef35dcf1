import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { createPriceBook, getPriceBook } from '../../catalogue/books/contract.ts';
import { listBookPrices, writeBookPrices } from '../../catalogue/books/prices/contract.ts';
import { products } from '../../catalogue/contract.ts';
import { setProductParts } from '../../catalogue/parts/contract.ts';
import { getImport, listImportKinds, proposeMapping, setMapping, undoImport } from '../contract.ts';
import type { FieldSource, ImportMapInput, MapTarget } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

const columns = 'Price list,SKU,Variant SKU,From quantity,Price,Currency,Valid from';
const fields: Record<string, FieldSource> = {
  priceBook: { column: 'Price list' },
  product: { column: 'SKU', find: 'code' },
  variant: { column: 'Variant SKU' },
  minQuantity: { column: 'From quantity' },
  amountMinor: { column: 'Price' },
  currency: { column: 'Currency' },
  validFrom: { column: 'Valid from' },
};
const mapOf = (mode: MapTarget['mode'] = 'upsert', own = fields): ImportMapInput => ({
  version: 1,
  files: [{ file: 'prices.csv', targets: [{ kind: 'bookPrice', mode, fields: own }] }],
});
const file = (...rows: string[]) => ({ 'prices.csv': [columns, ...rows].join('\n') });

async function catalogue() {
  const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
  const api = server.as(workspace.owner);
  const pump = await api.call(products.create, { body: { name: 'Pump', code: 'P-1', priceMinor: 100_00 } });
  const parts = await api.call(setProductParts, {
    params: { id: pump.id },
    body: { version: pump.version, variants: [{ name: 'Red', code: 'P-1-R' }] },
  });
  const valve = await api.call(products.create, { body: { name: 'Valve', code: 'P-2' } });
  const book = await api.call(createPriceBook, { body: { name: 'Dealers' } });
  const yen = await api.call(createPriceBook, { body: { name: 'Japan', currency: 'JPY' } });
  return { workspace, api, pump, valve, book, yen, variantId: parts.variants[0]?.id ?? '' };
}

const pricesOf = async (user: TestUser, id: string) => {
  const { data } = await server.as(user).call(listBookPrices, { params: { id }, query: {} });
  return data
    .map(({ code, variantName, minQuantity, amountMinor, validFrom }) =>
      [code, variantName, minQuantity, amountMinor, validFrom].filter((part) => part !== null).join(' '),
    )
    .toSorted();
};

describe('prices of price books', () => {
  it('come by product and variant, quantity and day, change, and are given back what they were', async () => {
    const { workspace, api, pump, book, yen } = await catalogue();
    const { owner } = workspace;
    await api.call(writeBookPrices, {
      params: { id: book.id },
      body: { set: [{ productId: pump.id, amountMinor: 95_00, maxQuantity: '9' }] },
    });
    const rows = file(
      'Dealers,P-1,,,90,CNY,',
      'Dealers,P-1,,10,85.50,,',
      'Dealers,P-1,P-1-R,10.0,88,CNY,2026-01-01',
      'Dealers,,P-1-R,0,¥92,,',
      'Japan,P-2,,1,1200,JPY,',
    );
    const id = await imports.begin(owner, rows);
    const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
    expect(proposed.map.files[0]?.targets[0]).toMatchObject({
      kind: 'bookPrice',
      fields: {
        priceBook: {},
        product: { column: 'SKU', find: 'code' },
        variant: {},
        minQuantity: {},
        amountMinor: {},
        validFrom: {},
      },
    });
    const { checked, faults } = await imports.recheck(owner, id, mapOf());
    expect(faults).toEqual([]);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 4, update: 1 });
    const done = await imports.start(owner, id);
    expect(done.progress.targets[0]?.counts).toMatchObject({ create: 4, update: 1 });
    const after = ['P-1 0 9000', 'P-1 10 8550', 'P-1 Red 0 9200', 'P-1 Red 10 8800 2026-01-01'];
    expect(await pricesOf(owner, book.id)).toEqual(after);
    expect(await pricesOf(owner, yen.id)).toEqual(['P-2 1 1200']);
    // What the file says nothing of stays: the price still ends at nine.
    const [first] = (await api.call(listBookPrices, { params: { id: book.id }, query: {} })).data;
    expect(first).toMatchObject({ minQuantity: '0', maxQuantity: '9' });

    const again = await imports.check(owner, rows, mapOf());
    expect(again.checked.report?.targets[0]?.counts).toMatchObject({ same: 5 });
    const second = await imports.run(owner, file('Dealers,P-1,,10,80,,', 'Dealers,P-1,,20,75,,'), mapOf());
    expect(second.progress.targets[0]?.counts).toMatchObject({ create: 1, update: 1 });
    const version = (await api.call(getPriceBook, { params: { id: book.id } })).version;

    // The first import leaves alone what the second wrote; the second gives it back to the first.
    const third = await imports.undo(owner, second.id);
    expect(third.progress).toMatchObject({ undone: 2, kept: 0 });
    expect(await pricesOf(owner, book.id)).toEqual(after);
    expect((await api.call(getPriceBook, { params: { id: book.id } })).version).toBeGreaterThan(version);
    const undone = await imports.undo(owner, done.id);
    expect(undone.progress).toMatchObject({ undone: 5, kept: 0 });
    expect(await pricesOf(owner, book.id)).toEqual(['P-1 0 9500']);
    expect(await pricesOf(owner, yen.id)).toEqual([]);
  });

  it('stay where somebody has written them since', async () => {
    const { workspace, api, pump, valve, book } = await catalogue();
    const { owner } = workspace;
    const before = { productId: pump.id, amountMinor: 95_00 };
    const [there] = (await api.call(writeBookPrices, { params: { id: book.id }, body: { set: [before] } })).data;
    const done = await imports.run(owner, file('Dealers,P-1,,,90,,', 'Dealers,P-1,,5,85,,', 'Dealers,P-2,,,9,,'), mapOf());
    const made = (await api.call(listBookPrices, { params: { id: book.id }, query: { productId: valve.id } })).data[0];
    const set = [
      { ...before, bookPriceId: there?.id ?? '', amountMinor: 91_00 },
      { productId: valve.id, bookPriceId: made?.id ?? '', amountMinor: 8_00 },
    ];
    await api.call(writeBookPrices, { params: { id: book.id }, body: { set } });
    expect((await imports.undo(owner, done.id)).progress).toMatchObject({ undone: 1, kept: 2 });
    expect(await pricesOf(owner, book.id)).toEqual(['P-1 0 9100', 'P-2 0 800']);
  });

  it('name every row that cannot be, and write the others', async () => {
    const { workspace, api, book } = await catalogue();
    const { owner } = workspace;
    const gone = await api.call(products.create, { body: { name: 'Old', code: 'P-3' } });
    await api.call(products.remove, { params: { id: gone.id } });
    const rows = file(
      'Dealers,P-1,,1,10,,',
      'Nobody,P-1,,1,10,,',
      'Dealers,P-9,,1,10,,',
      'Dealers,P-3,,1,10,,',
      'Dealers,P-1,,2,-5,,',
      'Dealers,P-1,,3,10,USD,',
      'Dealers,P-1,,4,$10,,',
      'Dealers,P-1,,1.0,11,,',
      'Dealers,,,1,10,,',
      'Dealers,P-2,P-1-R,1,10,,',
      'Japan,P-1,,1,10.5,,',
    );
    const { checked, faults } = await imports.check(owner, rows, mapOf());
    expect(faults.map(({ field, code, rows: at }) => `${at.join(' ')} ${field ?? ''} ${code}`).toSorted()).toEqual([
      '10 product required',
      '11 variant catalogue.variant_elsewhere',
      '12 amountMinor too_many_decimals',
      '3 priceBook exchange.unknown_value',
      '4 product exchange.not_found',
      '5 product exchange.in_bin',
      '6 amountMinor catalogue.negative_price',
      '7 currency catalogue.not_books_currency',
      '8 amountMinor catalogue.not_books_currency',
      '9  exchange.duplicate_key',
    ]);
    expect(faults.find(({ code }) => code === 'exchange.duplicate_key')?.text).toContain('Dealers · P-1 · 1.0');
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 1, error: 10 });
    expect((await imports.run(owner, rows, mapOf(), true)).state).toBe('done');
    expect(await pricesOf(owner, book.id)).toEqual(['P-1 1 1000']);

    const exists = await imports.check(owner, file('Dealers,P-1,,1,12,,'), mapOf('create'));
    expect(exists.faults).toMatchObject([{ code: 'exchange.exists' }]);
    const missing = await imports.check(owner, file('Dealers,P-1,,7,12,,'), mapOf('update'));
    expect(missing.faults).toMatchObject([{ code: 'exchange.not_found' }]);
  });

  it('come with their products and variants in one import, into the book that is the same in every row', async () => {
    const { workspace, book } = await catalogue();
    const { owner } = workspace;
    const { currency: _currency, ...rest } = fields;
    const map: ImportMapInput = {
      version: 1,
      files: [
        { file: 'prices.csv', targets: [{ kind: 'bookPrice', fields: { ...rest, priceBook: { value: 'Dealers' } } }] },
        {
          file: 'items.csv',
          targets: [
            { kind: 'product', key: 'code', distinct: true, fields: { code: { column: 'Code' }, name: { column: 'Name' } } },
            {
              kind: 'productVariant',
              key: 'code',
              fields: {
                product: { column: 'Code', find: 'code' },
                code: { column: 'Variant' },
                attributes: { template: 'colour: {Colour}' },
              },
            },
          ],
        },
      ],
    };
    const files = {
      'items.csv': 'Code,Name,Variant,Colour\nN-1,Nut,N-1-R,red\nN-1,Nut,N-1-B,blue\n',
      ...file(',N-1,,1,10,,', ',N-1,N-1-R,1,11,,', ',,N-1-B,1,12,,'),
    };
    const done = await imports.run(owner, files, map);
    expect(done.progress.targets.map(({ counts }) => counts.create)).toEqual([1, 2, 3]);
    expect(await pricesOf(owner, book.id)).toEqual(['N-1 1 1000', 'N-1 blue 1 1200', 'N-1 red 1 1100']);
    expect((await imports.undo(owner, done.id)).progress).toMatchObject({ undone: 6, kept: 0 });
    expect(await pricesOf(owner, book.id)).toEqual([]);
  });

  it('are for whoever keeps price books, in the own workspace', async () => {
    const { workspace } = await catalogue();
    const other = await catalogue();
    const { owner } = workspace;
    await other.api.call(createPriceBook, { body: { name: 'Elsewhere' } });
    await other.api.call(products.create, { body: { name: 'Foreign', code: 'F-1' } });
    const foreign = await imports.check(owner, file('Elsewhere,P-1,,1,1,,', 'Dealers,F-1,,1,1,,'), mapOf());
    expect(foreign.faults.map(({ code }) => code).toSorted()).toEqual(['exchange.not_found', 'exchange.unknown_value']);

    const seller = await buildUser(server.db, workspace);
    const id = await imports.begin(seller, file('Dealers,P-1,,1,1,,'));
    expect(await server.as(seller).refused(setMapping, { params: { id }, body: { map: mapOf() } })).toMatchObject({
      status: 403,
    });
    const { data } = await server.as(seller).call(listImportKinds, {});
    expect(data.map(({ kind }) => kind)).not.toContain('bookPrice');

    const done = await imports.run(owner, file('Dealers,P-1,,1,1,,'), mapOf());
    const stranger = server.as(other.workspace.owner);
    expect(await stranger.refused(getImport, { params: { id: done.id } })).toMatchObject({ status: 404 });
    expect(await stranger.refused(undoImport, { params: { id: done.id }, body: undefined })).toMatchObject({ status: 404 });
  });
});
