import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { todayIn } from '../../../platform/days.ts';
import { products } from '../contract.ts';
import { getProductParts, setProductParts } from '../parts/contract.ts';
import { findPrices } from '../pricing/contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
const owner = server.as(workspace.owner);
const seller = server.as(await buildUser(server.db, workspace));
const today = todayIn('Asia/Shanghai');
const screw = (more: object = {}) =>
  owner.call(products.create, {
    body: { name: 'Screw', unit: '个', priceMinor: 1000, currency: 'CNY', costMinor: 700, ...more },
  });
const box = { name: '箱', factor: '12' };
const pallet = { name: '托', factor: '480.00', priceMinor: 450_000, isDefault: true };

describe('units of a product', () => {
  it('are kept in their order with one spelling per factor, and priced for whoever asks', async () => {
    const { id, version } = await screw();
    const made = await owner.call(setProductParts, {
      params: { id },
      body: { version, units: [box, pallet, { name: '打', factor: '24/2', isSold: false }] },
    });
    expect(made.units).toEqual([
      { name: '箱', factor: '12', priceMinor: null, isSold: true, isDefault: false },
      { name: '托', factor: '480', priceMinor: 450_000, isSold: true, isDefault: true },
      { name: '打', factor: '12', priceMinor: null, isSold: false, isDefault: false },
    ]);
    const lines = [null, '个', '箱', '托', '打'].map((unit) => ({ productId: id, unit, quantity: '2' }));
    const { data } = await seller.call(findPrices, { body: { on: today, currency: 'CNY', lines } });
    expect(data.map(({ unit, unitPriceMinor, missing }) => [unit, unitPriceMinor, missing])).toEqual([
      ['个', 1000, null],
      ['个', 1000, null],
      ['箱', 12_000, null],
      ['托', 450_000, null],
      [null, null, 'unit'],
    ]);
    expect(data[2]).toMatchObject({ conversion: { factor: '12', base: '个' }, costMinor: null });
    expect((await owner.call(findPrices, { body: { on: today, currency: 'CNY', lines } })).data[2]?.costMinor).toBe(8400);
    const less = await owner.call(setProductParts, { params: { id }, body: { version: made.version, units: [box] } });
    expect(less.units).toHaveLength(1);
  });

  it('refuse names that come twice, factors that say nothing, and a default that is none', async () => {
    const { id, version } = await screw();
    const bare = await screw({ unit: null });
    const refusals: [object, string, string][] = [
      [{ units: [box, { name: '箱 ', factor: '6' }] }, '/body/units/1/name', 'catalogue.part_twice'],
      [{ units: [{ name: '个', factor: '6' }] }, '/body/units/0/name', 'catalogue.part_twice'],
      [{ units: [{ name: '箱', factor: '0.0' }] }, '/body/units/0/factor', 'catalogue.factor_zero'],
      [{ units: [{ name: '箱', factor: '-1' }] }, '/body/units/0/factor', 'invalid_format'],
      [{ units: [{ ...pallet, isSold: false }] }, '/body/units/0/isDefault', 'catalogue.default_not_sold'],
      [{ units: [pallet, { ...pallet, name: '板' }] }, '/body/units/1/isDefault', 'catalogue.default_twice'],
    ];
    for (const [changes, pointer, code] of refusals) {
      const problem = await owner.refused(setProductParts, { params: { id }, body: { version, ...changes } });
      expect(problem.errors, JSON.stringify(changes)).toMatchObject([{ pointer, code }]);
    }
    const without = { params: { id: bare.id }, body: { version: bare.version, units: [box] } };
    expect((await owner.refused(setProductParts, without)).errors).toMatchObject([
      { pointer: '/body/units', code: 'catalogue.own_unit_missing' },
    ]);
  });

  it('are set by who may edit, in the own workspace, by one of two at once', async () => {
    const { id, version } = await screw();
    const request = { params: { id }, body: { version, units: [box] } };
    expect((await seller.refused(setProductParts, request)).status).toBe(403);
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.refused(setProductParts, request)).status).toBe(404);
    await owner.call(setProductParts, request);
    const late = await owner.refused(setProductParts, { params: { id }, body: { version, units: [] } });
    expect(late).toMatchObject({ status: 409, code: 'stale_version', current: { units: [{ name: '箱' }] } });
    expect((await seller.call(getProductParts, { params: { id } })).units).toHaveLength(1);
  });
});
