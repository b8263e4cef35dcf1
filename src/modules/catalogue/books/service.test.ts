import { beforeAll, describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { setExchangeRate } from '../../settings/contract.ts';
import { products } from '../contract.ts';
import { listMarginGuards, setMarginGuards } from '../margins/contract.ts';
import { setProductParts } from '../parts/contract.ts';
import { findPrices } from '../pricing/contract.ts';
import {
  createPriceBook,
  getPriceBook,
  listPriceBooks,
  listPriceRules,
  removePriceBook,
  setPriceRules,
  updatePriceBook,
} from './contract.ts';
import { listBookPrices, writeBookPrices } from './prices/contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db);
const owner = server.as(workspace.owner);
const seller = server.as(await buildUser(server.db, workspace));
const on = '2998-06-01';
let productId = '';
let accountId = '';
beforeAll(async () => {
  const made = await owner.call(products.create, {
    body: { name: 'Robot', category: 'Robots', priceMinor: 100_000, costMinor: 60_000 },
  });
  productId = made.id;
  accountId = (await owner.call(accounts.create, { body: { name: 'Steel', industry: 'Steel', employees: 900 } })).id;
});
const price = async (quantity = '1', more: object = {}, caller = owner) => {
  const { data } = await caller.call(findPrices, {
    body: { on, currency: 'CNY', accountId, lines: [{ productId, quantity }], ...more },
  });
  if (!data[0]) throw new Error('no price');
  return data[0];
};

describe('price books', () => {
  it('make prices by customer, quantity, rules and parents, each with its trace', async () => {
    const gold = await owner.call(createPriceBook, { body: { name: 'Gold', accountIds: [accountId] } });
    expect(gold).toMatchObject({ currency: 'CNY', accounts: [{ id: accountId, title: 'Steel' }], prices: 0, rules: 0 });
    const set = [
      { productId, amountMinor: 95_000 },
      { productId, amountMinor: 90_000, minQuantity: '10', validFrom: '2026-01-01' },
    ];
    const written = await owner.call(writeBookPrices, { params: { id: gold.id }, body: { set } });
    expect(written.data.map(({ minQuantity, amountMinor }) => [minQuantity, amountMinor])).toEqual([
      ['0', 95_000],
      ['10', 90_000],
    ]);
    expect(await price('9')).toMatchObject({ unitPriceMinor: 95_000, book: { name: 'Gold' } });
    expect((await price('10')).trace.map(({ code, toMinor }) => `${code} ${toMinor}`)).toEqual(['list 100000', 'price 90000']);
    expect(await price('10', { accountId: null })).toMatchObject({ unitPriceMinor: 100_000, book: null });

    const big = await owner.call(createPriceBook, {
      body: { name: 'Big steel', priority: 5, segment: { industries: ['steel'], employeesMin: 500 } },
    });
    const rules = [
      {
        scope: 'category' as const,
        category: 'robots',
        base: 'book' as const,
        baseBookId: gold.id,
        method: 'formula' as const,
        formula: { discountBp: 500, roundToMinor: 1000 },
      },
    ];
    const ruled = await owner.call(setPriceRules, { params: { id: big.id }, body: { version: big.version, rules } });
    expect(ruled).toMatchObject({
      version: big.version + 1,
      data: [{ scope: 'category', baseBook: { title: 'Gold' }, product: null }],
    });
    expect((await price('10')).trace.map(({ code, toMinor }) => `${code} ${toMinor}`)).toEqual([
      'list 100000',
      'price 90000',
      'discount 85500',
      'rounded 86000',
    ]);
    const late = await owner.refused(setPriceRules, { params: { id: big.id }, body: { version: big.version, rules: [] } });
    expect(late).toMatchObject({ status: 409, code: 'stale_version' });

    const circle = await owner.refused(updatePriceBook, {
      params: { id: gold.id },
      body: { version: written.data.length > 0 ? 2 : 1, parentId: big.id },
    });
    expect(circle).toMatchObject({ status: 409, errors: [{ pointer: '/body/parentId', code: 'catalogue.book_cycle' }] });
    expect((await owner.refused(removePriceBook, { params: { id: gold.id } })).code).toBe('catalogue.book_in_use');
    const { data } = await owner.call(listPriceBooks, {});
    expect(data.map(({ name }) => name)).toEqual(['Big steel', 'Gold']);
    const off = await owner.call(updatePriceBook, { params: { id: big.id }, body: { version: ruled.version, isActive: false } });
    expect(off.isActive).toBe(false);
    expect((await price('10')).book?.name).toBe('Gold');
    await owner.call(removePriceBook, { params: { id: big.id } });
    await owner.call(removePriceBook, { params: { id: gold.id } });
    expect((await price('10')).unitPriceMinor).toBe(100_000);
  });

  it('change, add and take away rows at once, all or none, page by page', async () => {
    const book = await owner.call(createPriceBook, { body: { name: 'Rows' } });
    const params = { id: book.id };
    const set = Array.from({ length: 5 }, (_, index) => ({ productId, amountMinor: 1000 - index, minQuantity: String(index) }));
    const { data } = await owner.call(writeBookPrices, { params, body: { set } });
    const first = await owner.call(listBookPrices, { params, query: { limit: 3 } });
    const rest = await owner.call(listBookPrices, { params, query: { limit: 3, cursor: first.nextCursor ?? '' } });
    expect([...first.data, ...rest.data].map(({ minQuantity }) => minQuantity)).toEqual(['0', '1', '2', '3', '4']);
    expect(rest.nextCursor).toBeNull();
    const ids = data.map(({ id }) => id);
    const changed = await owner.call(writeBookPrices, {
      params,
      body: { set: [{ bookPriceId: ids[0] ?? null, productId, amountMinor: 7, minQuantity: '1' }], remove: [ids[1] ?? ''] },
    });
    expect(changed).toMatchObject({ removed: 1, data: [{ id: ids[0], amountMinor: 7, minQuantity: '1' }] });
    const refusals: [object, string][] = [
      [{ set: [{ productId, amountMinor: 5, minQuantity: '2' }] }, 'catalogue.tier_twice'],
      [{ set: [{ productId, amountMinor: 5, minQuantity: '20', maxQuantity: '3' }] }, 'catalogue.most_below_least'],
      [
        { set: [{ productId, amountMinor: 5, minQuantity: '30', validFrom: '2026-02-01', validTo: '2026-01-01' }] },
        'catalogue.ends_before_start',
      ],
      [{ set: [{ productId: accountId, amountMinor: 5 }] }, 'not_found_reference'],
      [{ remove: [ids[1] ?? ''] }, 'not_found_reference'],
    ];
    for (const [body, code] of refusals)
      expect((await owner.refused(writeBookPrices, { params, body })).errors?.[0]?.code, JSON.stringify(body)).toBe(code);
    expect((await owner.refused(listBookPrices, { params, query: { cursor: 'x' } })).errors?.[0]?.code).toBe('invalid_cursor');
    await owner.call(removePriceBook, { params });
  });

  it('refuse rules that are incomplete or start from a book that rests on theirs', async () => {
    const [a, b] = [
      await owner.call(createPriceBook, { body: { name: 'RA' } }),
      await owner.call(createPriceBook, { body: { name: 'RB' } }),
    ];
    const put = (id: string, version: number, rules: object[]) =>
      owner.raw('PUT', `/api/v1/price-books/${id}/rules`, { version, rules });
    const bad = await put(a.id, a.version, [
      { scope: 'product', method: 'percent' },
      { scope: 'all', method: 'fixed' },
      { scope: 'category', category: 'X', method: 'formula', base: 'book' },
    ]);
    expect(bad.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/body/rules/0/productId',
      '/body/rules/0/percentBp',
      '/body/rules/1/amountMinor',
      '/body/rules/2/baseBookId',
      '/body/rules/2/formula',
    ]);
    const based = (baseBookId: string) => [{ scope: 'all', method: 'percent', percentBp: -500, base: 'book', baseBookId }];
    expect((await put(a.id, a.version, based(b.id))).status).toBe(200);
    expect((await put(b.id, b.version, based(a.id))).json.errors).toMatchObject([{ code: 'catalogue.book_cycle' }]);
    expect((await put(b.id, b.version, based(b.id))).json.errors).toMatchObject([{ code: 'catalogue.book_cycle' }]);
    expect((await owner.call(listPriceRules, { params: { id: b.id } })).data).toEqual([]);
    const twice = await owner.refused(createPriceBook, { body: { name: 'RA' } });
    expect(twice).toMatchObject({ status: 409, errors: [{ pointer: '/body/name', code: 'catalogue.book_exists' }] });
    const backwards = { name: 'Backwards', validFrom: '2026-02-01', validTo: '2026-01-01' };
    expect((await owner.refused(createPriceBook, { body: backwards })).errors?.[0]?.code).toBe('catalogue.ends_before_start');
    for (const { id } of [a, b]) await owner.call(removePriceBook, { params: { id } });
  });

  it('are for those who set prices; sellers get prices, and none of another workspace anything', async () => {
    const book = await owner.call(createPriceBook, { body: { name: 'Cost plus', accountIds: [accountId] } });
    const body = {
      version: book.version,
      rules: [{ scope: 'all' as const, base: 'cost' as const, method: 'percent' as const, percentBp: 2500 }],
    };
    await owner.call(setPriceRules, { params: { id: book.id }, body });
    expect((await seller.refused(listPriceBooks, {})).status).toBe(403);
    expect((await seller.refused(createPriceBook, { body: { name: 'Mine' } })).status).toBe(403);
    expect((await seller.refused(writeBookPrices, { params: { id: book.id }, body: { set: [] } })).status).toBe(403);
    const shown = await price('1', {}, seller);
    expect(shown).toMatchObject({
      unitPriceMinor: 75_000,
      costMinor: null,
      marginBp: null,
      trace: [{ code: 'withheld', toMinor: 75_000 }],
    });
    expect((await price()).trace.map(({ code }) => code)).toEqual(['cost', 'percent']);
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.refused(getPriceBook, { params: { id: book.id } })).status).toBe(404);
    expect((await stranger.refused(listBookPrices, { params: { id: book.id } })).status).toBe(404);
    const lines = [{ productId }];
    expect((await stranger.refused(findPrices, { body: { on, currency: 'CNY', lines } })).errors).toMatchObject([
      { pointer: '/body/lines/0/productId' },
    ]);
    const own = await stranger.call(products.create, { body: { name: 'Theirs', priceMinor: 1 } });
    expect(
      (await stranger.refused(findPrices, { body: { on, currency: 'CNY', accountId, lines: [{ productId: own.id }] } })).status,
    ).toBe(404);
    const foreign = await stranger.refused(createPriceBook, { body: { name: 'X', accountIds: [accountId] } });
    expect(foreign.errors?.[0]?.code).toBe('not_found_reference');
    await owner.call(removePriceBook, { params: { id: book.id } });
  });
});

describe('findPrices', () => {
  it('names floor and target, converts, prices bundles by their parts, and says what is missing', async () => {
    const guards = [
      { category: null, floorBp: 1000, targetBp: 3000 },
      { category: 'Robots', floorBp: 2000, targetBp: null },
    ];
    expect((await owner.call(setMarginGuards, { body: { guards } })).data).toHaveLength(2);
    expect(await price()).toMatchObject({ floorMinor: 75_000, targetMinor: 85_715, marginBp: 4000 });
    expect(await price('1', {}, seller)).toMatchObject({ floorMinor: 75_000, costMinor: null });
    const twice = await owner.refused(setMarginGuards, {
      body: { guards: [...guards, { category: 'robots', floorBp: 1, targetBp: 2 }] },
    });
    expect(twice.errors).toMatchObject([{ pointer: '/body/guards/2/category', code: 'catalogue.part_twice' }]);
    expect((await seller.refused(listMarginGuards, {})).status).toBe(403);

    expect(await price('1', { currency: 'USD' })).toMatchObject({ unitPriceMinor: null, missing: 'rate' });
    await owner.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-01-01', rate: '8' } });
    expect(await price('1', { currency: 'USD' })).toMatchObject({ unitPriceMinor: 12_500, missing: null });

    const set = await owner.call(products.create, { body: { name: 'Cell', bundle: 'parts' } });
    await owner.call(setProductParts, {
      params: { id: set.id },
      body: { version: set.version, components: [{ productId, quantity: '2' }] },
    });
    const { data } = await owner.call(findPrices, {
      body: {
        on: '2999-01-01',
        currency: 'CNY',
        lines: [{ productId: set.id }, { productId: set.id, parts: { [productId]: '3' } }],
      },
    });
    expect(data.map(({ unitPriceMinor, costMinor }) => [unitPriceMinor, costMinor])).toEqual([
      [200_000, 120_000],
      [300_000, 180_000],
    ]);
    expect(
      (await owner.refused(findPrices, { body: { on, currency: 'CNY', lines: [{ productId, quantity: '0.00' }] } })).errors,
    ).toMatchObject([{ pointer: '/body/lines/0/quantity' }]);
    expect(
      (await owner.refused(findPrices, { body: { on, currency: 'CNY', lines: [{ productId, quantity: '-1' }] } })).status,
    ).toBe(400);
  });
});
