import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { addDays, todayIn } from '../../../platform/days.ts';
import { accounts } from '../../customers/contract.ts';
import { listRoles, updateRole } from '../../identity/roles/contract.ts';
import { products } from '../contract.ts';
import { listMarginGuards, setMarginGuards } from '../margins/contract.ts';
import { listProductCosts, removeProductCost, setProductCost } from '../costs/contract.ts';
import { findPrices } from '../pricing/contract.ts';
import { listCustomerNumbers, setCustomerNumber } from '../numbers/contract.ts';
import { getProductParts, setProductParts } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'chengdan-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const server = await testServer({ CHENGDAN_DATA: folder });
const workspace = await buildWorkspace(server.db);
const owner = server.as(workspace.owner);
const seller = server.as(await buildUser(server.db, workspace));
const today = todayIn('Asia/Shanghai');
const product = (name: string, more: object = {}) => owner.call(products.create, { body: { name, ...more } });

describe('setProductParts', () => {
  it('keeps variants by their id, sets prices in other currencies, and tells the second of two editors', async () => {
    const { id, version } = await product('Chair', { priceMinor: 10_000 });
    const params = { id };
    const made = await owner.call(setProductParts, {
      params,
      body: {
        version,
        variants: [
          { name: 'Red', code: 'C-R', attributes: { colour: 'red' }, priceMinor: 11_000 },
          { name: 'Blue', code: 'C-B' },
        ],
        prices: [{ currency: 'USD', amountMinor: 1_500 }],
      },
    });
    expect(made.variants.map(({ name, priceMinor }) => [name, priceMinor])).toEqual([
      ['Red', 11_000],
      ['Blue', null],
    ]);
    const [red, blue] = made.variants;
    const swapped = await owner.call(setProductParts, {
      params,
      body: {
        version: made.version,
        variants: [
          { variantId: blue?.id ?? null, name: 'Red', code: 'C-R' },
          { name: 'Green', code: 'C-B' },
        ],
      },
    });
    expect(swapped.variants.map(({ name }) => name)).toEqual(['Red', 'Green']);
    expect(swapped.variants[0]?.id).toBe(blue?.id);
    expect(swapped.variants.some((one) => one.id === red?.id)).toBe(false);
    expect(swapped.prices).toEqual([{ variantId: null, currency: 'USD', amountMinor: 1_500 }]);
    const late = await owner.refused(setProductParts, { params, body: { version, prices: [] } });
    expect(late).toMatchObject({ status: 409, code: 'stale_version', current: { version: swapped.version } });
  });

  it('refuses what comes twice, is of another product, or holds itself', async () => {
    const [a, b, c] = [await product('A'), await product('B'), await product('C')];
    const variants = [{ name: 'One', code: 'TWICE' }];
    const withVariant = await owner.call(setProductParts, { params: { id: b.id }, body: { version: b.version, variants } });
    const refusals: [object, string, string][] = [
      [{ variants: [{ name: 'X' }, { name: 'x' }] }, '/body/variants/1/name', 'catalogue.part_twice'],
      [
        { variants: [{ variantId: withVariant.variants[0]?.id, name: 'X' }] },
        '/body/variants/0/variantId',
        'not_found_reference',
      ],
      [{ variants: [{ name: 'X', code: 'TWICE' }] }, '/body/variants', 'duplicate'],
      [
        {
          prices: [
            { currency: 'EUR', amountMinor: 1 },
            { currency: 'EUR', amountMinor: 2 },
          ],
        },
        '/body/prices/1/currency',
        'catalogue.part_twice',
      ],
      [{ components: [{ productId: a.id }] }, '/body/components/0/productId', 'catalogue.bundle_in_itself'],
      [
        { components: [{ productId: b.id, minQuantity: '3', maxQuantity: '2' }] },
        '/body/components/0/maxQuantity',
        'catalogue.most_below_least',
      ],
      [{ imageId: b.id }, '/body/imageId', 'not_found_reference'],
    ];
    for (const [changes, pointer, code] of refusals) {
      const problem = await owner.refused(setProductParts, { params: { id: a.id }, body: { version: a.version, ...changes } });
      expect(problem.errors, JSON.stringify(changes)).toMatchObject([{ pointer, code }]);
    }
    const bundle = await owner.call(setProductParts, {
      params: { id: c.id },
      body: { version: c.version, components: [{ productId: a.id, quantity: '2.50', isRequired: false }] },
    });
    expect(bundle.components).toMatchObject([{ product: { id: a.id, title: 'A' }, quantity: '2.5', isRequired: false }]);
    const circle = { params: { id: a.id }, body: { version: a.version, components: [{ productId: c.id }] } };
    expect((await owner.refused(setProductParts, circle)).errors?.[0]?.code).toBe('catalogue.bundle_in_itself');
  });

  it('shows a picture of its files, and nothing that is none', async () => {
    const { id, version } = await product('Pictured');
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const put = async (name: string, body: Buffer): Promise<string> => {
      const reply = await owner
        .with({ 'content-type': 'application/octet-stream' })
        .raw('POST', `/api/v1/records/${id}/files?name=${name}`, body);
      return String(reply.json.id);
    };
    const [picture, text] = [await put('a.png', png), await put('b.png', Buffer.from('no picture'))];
    const refused = await owner.refused(setProductParts, { params: { id }, body: { version, imageId: text } });
    expect(refused.errors).toMatchObject([{ code: 'catalogue.not_a_picture' }]);
    expect((await owner.call(setProductParts, { params: { id }, body: { version, imageId: picture } })).imageId).toBe(picture);
    await owner.delete(`/api/v1/files/${picture}`);
    expect((await owner.call(getProductParts, { params: { id } })).imageId).toBeNull();
  });

  it('is for who may edit, in the own workspace', async () => {
    const { id, version } = await product('Guarded');
    const request = { params: { id }, body: { version, prices: [] } };
    expect((await seller.refused(setProductParts, request)).status).toBe(403);
    expect((await seller.call(getProductParts, { params: { id } })).variants).toEqual([]);
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.refused(setProductParts, request)).status).toBe(404);
    expect((await stranger.refused(getProductParts, { params: { id } })).status).toBe(404);
  });
});

describe('costs', () => {
  it('have a history: written on the product, or dated; the one in force stands on the product', async () => {
    const made = await product('Costly', { costMinor: 5_000 });
    const params = { id: made.id };
    expect((await owner.call(listProductCosts, { params })).data).toMatchObject([
      { amountMinor: 5_000, currency: 'CNY', validFrom: today },
    ]);
    await owner.call(products.update, { params, body: { version: made.version, costMinor: 5_500 } });
    const past = await owner.call(setProductCost, {
      params,
      body: { amountMinor: 4_000, currency: 'CNY', validFrom: '2025-01-01', source: 'Invoice 7' },
    });
    await owner.call(setProductCost, { params, body: { amountMinor: 7_000, currency: 'USD', validFrom: addDays(today, 3) } });
    const { data } = await owner.call(listProductCosts, { params });
    expect(data.map(({ amountMinor, currency }) => `${amountMinor} ${currency}`)).toEqual(['7000 USD', '5500 CNY', '4000 CNY']);
    expect(data[2]).toMatchObject({ source: 'Invoice 7', createdBy: { id: workspace.owner.id } });
    const now = async () => owner.call(products.get, { params });
    expect(await now()).toMatchObject({ costMinor: 5_500, costCurrency: 'CNY' });
    await owner.call(removeProductCost, { params: { id: made.id, costId: data[1]?.id ?? '' } });
    expect((await now()).costMinor).toBe(4_000);
    await owner.call(removeProductCost, { params: { id: made.id, costId: past.id } });
    expect((await now()).costMinor).toBeNull();
    await runJobs(server);
  });

  it('are not emptied by a form, and no floor lies above its target', async () => {
    const made = await product('Kept', { costMinor: 100, targetMarginBp: 2000 });
    const edit = (changes: object) =>
      owner.refused(products.update, { params: { id: made.id }, body: { version: made.version, ...changes } });
    expect((await edit({ costMinor: null })).errors).toMatchObject([{ pointer: '/body/costMinor', code: 'catalogue.cost_kept' }]);
    expect((await edit({ floorMarginBp: 2500 })).errors).toMatchObject([
      { pointer: '/body/floorMarginBp', code: 'catalogue.floor_above_target' },
    ]);
  });

  it('are kept from sellers on every path, until the workspace opens them', async () => {
    const made = await product('Secret', { costMinor: 4_242 });
    expect(await seller.call(products.get, { params: { id: made.id } })).toMatchObject({ costMinor: null, name: 'Secret' });
    expect(await seller.call(listProductCosts, { params: { id: made.id } })).toEqual({ data: [], isHidden: true });
    const filtered = await seller.refused(products.list, { query: { filter: { field: 'costMinor', op: 'gt', value: 1 } } });
    expect(filtered.status).toBe(400);
    const manager = server.as(await buildUser(server.db, workspace, { role: 'salesManager' }));
    expect((await manager.call(listProductCosts, { params: { id: made.id } })).data).toHaveLength(1);
    const cost = { params: { id: made.id }, body: { amountMinor: 1, currency: 'CNY', validFrom: today } };
    expect((await seller.refused(setProductCost, cost)).status).toBe(403);
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.refused(setProductCost, cost)).status).toBe(404);
  });

  it('do not follow from the floor price either, which a seller needs: the margin that it leaves is kept with them', async () => {
    const margins = { floorMarginBp: 2000, targetMarginBp: 3000 };
    const { id } = await product('Derived', { costMinor: 8_000, ...margins });
    const params = { id };
    const nobodys = { floorMarginBp: null, targetMarginBp: null };
    expect(await seller.call(products.get, { params })).toMatchObject({ costMinor: null, ...nobodys });
    const filtered = await seller.refused(products.list, { query: { filter: { field: 'floorMarginBp', op: 'gt', value: 1 } } });
    expect(filtered.status).toBe(400);
    const lines = [{ productId: id, quantity: '1' }];
    const body = { accountId: null, on: today, currency: 'CNY', lines };
    const priced = (await seller.call(findPrices, { body })).data[0];
    expect(priced).toMatchObject({ floorMinor: 10_000, costMinor: null, marginBp: null });
    expect(await owner.call(products.get, { params })).toMatchObject({ costMinor: 8_000, ...margins });
    // A role that was made to keep the cost alone keeps them all the same.
    const manager = await buildUser(server.db, workspace, { role: 'salesManager' });
    expect(await server.as(manager).call(products.get, { params })).toMatchObject(margins);
    const role = (await owner.call(listRoles, {})).data.find(({ base, name }) => base === 'salesManager' && name === null);
    const change = { version: role?.version ?? 0, fields: { product: { costMinor: 'hidden' as const } } };
    await owner.call(updateRole, { params: { id: role?.id ?? '' }, body: change });
    expect(await server.as(manager).call(products.get, { params })).toMatchObject({ costMinor: null, ...nobodys });
    // Nor does it read the margins of the workspace, or replace what it cannot see.
    const guards = [{ category: null, floorBp: 1000, targetBp: 2000 }];
    expect(await owner.call(setMarginGuards, { body: { guards } })).toEqual({ data: guards, isHidden: false });
    expect(await server.as(manager).call(listMarginGuards, {})).toEqual({ data: [], isHidden: true });
    expect((await server.as(manager).refused(setMarginGuards, { body: { guards: [] } })).status).toBe(403);
    expect((await owner.call(setMarginGuards, { body: { guards: [] } })).data).toEqual([]);
    const open = { version: (role?.version ?? 0) + 1, fields: { product: { costMinor: 'write' as const } } };
    await owner.call(updateRole, { params: { id: role?.id ?? '' }, body: open });
    expect(await server.as(manager).call(products.get, { params })).toMatchObject({ costMinor: 8_000, ...margins });
  });
});

describe('customer numbers', () => {
  it('are what customers call a product, of customers that one sees', async () => {
    const { id } = await product('Named');
    const account = await owner.call(accounts.create, { body: { name: 'Steelworks' } });
    const params = { id, accountId: account.id };
    await owner.call(setCustomerNumber, { params, body: { number: 'SW-1' } });
    await owner.call(setCustomerNumber, { params, body: { number: 'SW-2', name: 'Seat' } });
    const expected = [{ account: { id: account.id, title: 'Steelworks' }, number: 'SW-2', name: 'Seat', sharedWith: [] }];
    expect((await owner.call(listCustomerNumbers, { params: { id } })).data).toEqual(expected);
    expect((await owner.refused(setCustomerNumber, { params, body: {} })).errors?.[0]?.code).toBe('catalogue.number_or_name');
    expect((await owner.refused(setCustomerNumber, { params: { id, accountId: id }, body: { name: 'X' } })).status).toBe(404);
    expect((await seller.refused(setCustomerNumber, { params, body: { name: 'X' } })).status).toBe(403);
  });
});
