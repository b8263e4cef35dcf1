import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { todayIn } from '../../../platform/days.ts';
import { createPriceBook } from '../../catalogue/books/contract.ts';
import { writeBookPrices } from '../../catalogue/books/prices/contract.ts';
import { products } from '../../catalogue/contract.ts';
import { listProductCosts, setProductCost } from '../../catalogue/costs/contract.ts';
import { getProductParts, setProductParts } from '../../catalogue/parts/contract.ts';
import { proposeMapping, setMapping } from '../contract.ts';
import type { ImportMapInput, MapTarget } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

const columns = 'Product,Variant SKU,Name,Colour,Size,Price,Cost';
const mapOf = ({ mode = 'upsert', key = 'code' }: { mode?: MapTarget['mode']; key?: string | null } = {}): ImportMapInput => ({
  version: 1,
  files: [
    {
      file: 'x.csv',
      targets: [
        {
          kind: 'productVariant',
          mode,
          ...(key === null ? {} : { key }),
          fields: {
            product: { column: 'Product' },
            code: { column: 'Variant SKU' },
            name: { column: 'Name' },
            attributes: { template: 'Colour: {Colour}; Size: {Size}' },
            priceMinor: { column: 'Price' },
            costMinor: { column: 'Cost' },
          },
        },
      ],
    },
  ],
});
const file = (...rows: string[]) => ({ 'x.csv': [columns, ...rows].join('\n') });

async function catalogue() {
  const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
  const api = server.as(workspace.owner);
  const shirt = await api.call(products.create, { body: { name: 'Shirt', code: 'S', currency: 'JPY', priceMinor: 3000 } });
  const cap = await api.call(products.create, { body: { name: 'Cap', code: 'C' } });
  const parts = async (id = shirt.id) => api.call(getProductParts, { params: { id } });
  const variants = async (id = shirt.id) =>
    (await parts(id)).variants.map(({ code, name, priceMinor }) => `${code ?? '-'} ${name} ${priceMinor ?? '-'}`);
  return { workspace, api, shirt, cap, parts, variants };
}

describe('variants of products', () => {
  it('come with number, options, price and cost, change by their number, and go again', async () => {
    const { workspace, api, shirt, cap, parts, variants } = await catalogue();
    const { owner } = workspace;
    const rows = file('Shirt,S-1,,red,L,3200,1500', 'Shirt,S-2,,blue,L,,', 'Cap,C-1,Plain,,,9.90,');
    const id = await imports.begin(owner, rows);
    const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
    expect(proposed.map.files[0]?.targets[0]).toMatchObject({
      kind: 'productVariant',
      key: 'code',
      fields: {
        product: {},
        code: {},
        attributes: { template: 'Colour: {Colour}; Size: {Size}' },
        priceMinor: {},
        costMinor: {},
      },
    });
    const { faults } = await imports.recheck(owner, id, mapOf());
    expect(faults).toEqual([]);
    const done = await imports.start(owner, id);
    expect(done.progress.targets[0]?.counts).toMatchObject({ create: 3 });
    // Without a name a variant is called after its options; amounts are in the product's currency, of which the yen has no decimals.
    expect(await variants()).toEqual(['S-1 red / L 3200', 'S-2 blue / L -']);
    expect(await variants(cap.id)).toEqual(['C-1 Plain 990']);
    const made = await parts();
    expect(made.variants[0]).toMatchObject({ attributes: { Colour: 'red', Size: 'L' }, isActive: true });
    expect(made.version).toBe(shirt.version + 1);
    const costs = await api.call(listProductCosts, { params: { id: shirt.id } });
    expect(costs.data).toMatchObject([{ variantId: made.variants[0]?.id, amountMinor: 1500, currency: 'JPY' }]);

    const again = await imports.check(owner, rows, mapOf());
    expect(again.checked.report?.targets[0]?.counts).toMatchObject({ same: 3 });
    const second = await imports.run(owner, file('Shirt,S-2,,blue,M,3100,1400', 'Shirt,S-3,,red,M,,'), mapOf());
    expect(second.progress.targets[0]?.counts).toMatchObject({ create: 1, update: 1 });
    expect(await variants()).toEqual(['S-1 red / L 3200', 'S-2 blue / L 3100', 'S-3 red / M -']);
    expect((await parts()).variants[1]).toMatchObject({ attributes: { Colour: 'blue', Size: 'M' } });

    // A price somebody gave one, and what the second file changed, keep those; the rest goes.
    const [first] = (await parts()).variants;
    const book = await api.call(createPriceBook, { body: { name: 'Dealers', currency: 'JPY' } });
    const set = [{ productId: shirt.id, variantId: first?.id ?? '', amountMinor: 2900 }];
    await api.call(writeBookPrices, { params: { id: book.id }, body: { set } });
    expect((await imports.undo(owner, done.id)).progress).toMatchObject({ undone: 1, kept: 2 });
    expect((await imports.undo(owner, second.id)).progress).toMatchObject({ undone: 2, kept: 0 });
    expect(await variants()).toEqual(['S-1 red / L 3200', 'S-2 blue / L -']);
    expect((await parts()).variants[1]).toMatchObject({ attributes: { Colour: 'blue', Size: 'L' } });
    expect(await variants(cap.id)).toEqual([]);
  });

  it('get back what they were and what they cost when the import is undone, unless somebody has changed them since', async () => {
    const { workspace, api, shirt, parts, variants } = await catalogue();
    const { owner } = workspace;
    const sizes = ['S', 'M', 'L', 'XL'];
    const there = sizes.map((Size) => ({ name: Size, code: `S-${Size}`, attributes: { Size }, priceMinor: 3000 }));
    await api.call(setProductParts, { params: { id: shirt.id }, body: { version: (await parts()).version, variants: there } });
    const idOf = async (code: string) => (await parts()).variants.find((one) => one.code === code)?.id ?? '';
    const costs = async () => {
      const { data } = await api.call(listProductCosts, { params: { id: shirt.id } });
      const names = new Map((await parts()).variants.map(({ id, code }) => [id, code]));
      return data.map(({ variantId, amountMinor }) => `${names.get(variantId ?? '') ?? ''} ${amountMinor}`).toSorted();
    };
    const cost = async (code: string, amountMinor: number) =>
      api.call(setProductCost, {
        params: { id: shirt.id },
        body: { variantId: await idOf(code), amountMinor, currency: 'JPY', validFrom: todayIn(owner.scope.timeZone) },
      });
    await cost('S-S', 1000);
    const rows = file(
      'Shirt,S-S,small,,36,3100,1100',
      'Shirt,S-M,medium,,38,3200,1200',
      'Shirt,S-L,,,,3300,',
      'Shirt,S-XL,,,,,1400',
    );
    const done = await imports.run(owner, rows, mapOf());
    expect(done.progress.targets[0]?.counts).toMatchObject({ create: 0, update: 4 });
    expect(await variants()).toEqual(['S-S small 3100', 'S-M medium 3200', 'S-L L 3300', 'S-XL XL 3000']);
    expect(await costs()).toEqual(['S-M 1200', 'S-S 1100', 'S-XL 1400']);
    // One is given another price, one another cost of the same day; these stay.
    const now = await parts();
    const changed = now.variants.map(({ id, ...one }) => ({
      variantId: id,
      ...one,
      ...(one.code === 'S-L' ? { priceMinor: 9 } : {}),
    }));
    await api.call(setProductParts, { params: { id: shirt.id }, body: { version: now.version, variants: changed } });
    await cost('S-XL', 1500);
    expect((await imports.undo(owner, done.id)).progress).toMatchObject({ undone: 2, kept: 2 });
    expect(await variants()).toEqual(['S-S S 3000', 'S-M M 3000', 'S-L L 9', 'S-XL XL 3000']);
    expect((await parts()).variants[0]).toMatchObject({ attributes: { Size: 'S' } });
    expect(await costs()).toEqual(['S-S 1000', 'S-XL 1500']);
  });

  it('do not get back a name that is another’s by then, and give names back that changed hands', async () => {
    const { workspace, api, shirt, parts, variants } = await catalogue();
    const { owner } = workspace;
    const set = async (names: readonly { id?: string; code: string; name: string }[]) =>
      api.call(setProductParts, {
        params: { id: shirt.id },
        body: {
          version: (await parts()).version,
          variants: names.map(({ id, ...one }) => (id === undefined ? one : { variantId: id, ...one })),
        },
      });
    await set(['A', 'B', 'C'].map((name, at) => ({ code: `S-${at}`, name })));
    const first = await imports.run(owner, file('Shirt,S-0,D,,,,', 'Shirt,S-2,E,,,,'), mapOf());
    const second = await imports.run(owner, file('Shirt,S-1,A,,,,'), mapOf());
    await imports.undo(owner, second.id);
    const there = (await parts()).variants.map(({ id, code, name }) => ({ id, code: code ?? '', name }));
    await set([...there, { code: 'S-9', name: 'A' }]);
    expect((await imports.undo(owner, first.id)).progress).toMatchObject({ undone: 1, kept: 1 });
    expect(await variants()).toEqual(['S-0 D -', 'S-1 B -', 'S-2 C -', 'S-9 A -']);
  });

  it('are told by product and name where they have no numbers', async () => {
    const { workspace, api, shirt, parts, variants } = await catalogue();
    const { owner } = workspace;
    const { version } = await parts();
    await api.call(setProductParts, {
      params: { id: shirt.id },
      body: { version, variants: [{ name: 'Red' }, { name: 'Blue' }] },
    });
    const rows = file('Shirt,,red,,,3300,', 'Shirt,,Green,,,,', 'Cap,,Red,,,,', 'Shirt,,green,,,1,');
    const { faults, checked } = await imports.check(owner, rows, mapOf({ key: null }));
    expect(faults).toMatchObject([{ code: 'exchange.duplicate_key', rows: [5] }]);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 2, update: 1, error: 1 });
    await imports.run(owner, rows, mapOf({ key: null }), true);
    expect(await variants()).toEqual(['- red 3300', '- Blue -', '- Green -']);
  });

  it('name every row that cannot be', async () => {
    const { workspace, api, shirt, parts, variants } = await catalogue();
    const { owner } = workspace;
    const { version } = await parts();
    const there = [{ name: 'Old', code: 'S-0', attributes: { Colour: 'red', Size: 'S' } }];
    await api.call(setProductParts, { params: { id: shirt.id }, body: { version, variants: there } });
    const gone = await api.call(products.create, { body: { name: 'Gone' } });
    await api.call(products.remove, { params: { id: gone.id } });
    const rows = file(
      'Shirt,S-1,,red,L,,',
      'Shoe,X-1,A,,,,',
      'Gone,X-2,A,,,,',
      'Shirt,S-1,Other,red,M,,',
      'Shirt,S-2,,red,,,',
      'Shirt,S-3,,red,L,,',
      'Shirt,S-4,,red,XL,1.5,',
      'Shirt,S-5,,red,XXL,-1,',
      'Shirt,,No number,red,M,,',
      'Cap,S-0,Foreign,,,,',
      'Cap,C-1,,,,,',
      'Cap,C-2,Cap two,,,$5,',
    );
    const { faults, checked } = await imports.check(owner, rows, mapOf());
    expect(faults.map(({ field, code, rows: at }) => `${at.join(' ')} ${field ?? ''} ${code}`).toSorted()).toEqual(
      [
        '3 product exchange.not_found',
        '4 product exchange.in_bin',
        '5 code exchange.duplicate_key',
        '6 attributes catalogue.option_missing',
        '7 name catalogue.variant_exists',
        '8 priceMinor too_many_decimals',
        '9 priceMinor too_small',
        '10 code required',
        '11 product catalogue.variant_elsewhere',
        '12 name required',
        '13 priceMinor currency_mismatch',
      ].toSorted(),
    );
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 1, error: 11 });
    await imports.run(owner, rows, mapOf(), true);
    expect(await variants()).toEqual(['S-0 Old -', 'S-1 red / L -']);
  });

  it('are for whoever may edit and import products, with what they cost for whoever may set costs', async () => {
    const { workspace } = await catalogue();
    const other = await catalogue();
    await other.api.call(products.create, { body: { name: 'Foreign' } });
    const foreign = await imports.check(workspace.owner, file('Foreign,F-1,A,,,,'), mapOf());
    expect(foreign.faults).toMatchObject([{ field: 'product', code: 'exchange.not_found' }]);
    const seller = await buildUser(server.db, workspace);
    const id = await imports.begin(seller, file('Shirt,S-1,A,,,,'));
    expect(await server.as(seller).refused(setMapping, { params: { id }, body: { map: mapOf() } })).toMatchObject({
      status: 403,
    });
  });
});
