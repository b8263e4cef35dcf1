import { describe, expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../contract.ts';
import { getProductParts } from '../parts/contract.ts';
import { findPrices } from '../pricing/contract.ts';
import { createRole, listRoles } from './contract.ts';

const server = await testServer();

describe('the rate card', () => {
  test('is the services that are sold by hours and days, each priced by the catalogue', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const api = server.as(owner);
    const made = await api.call(createRole, { body: { name: 'Senior consultant', perHourMinor: 1500_00, costMinor: 600_00 } });
    expect(made).toMatchObject({ kind: 'service', unit: 'hour', priceMinor: 1500_00, costMinor: 600_00 });
    await api.call(createRole, { body: { name: 'Project manager', perDayMinor: 9000_00, hoursPerDay: '7.5' } });
    await api.call(products.create, { body: { name: 'Trainer', kind: 'service', unit: '人天', priceMinor: 5000_00 } });
    for (const other of [
      { kind: 'goods' as const, unit: 'day' },
      { kind: 'service' as const, unit: 'set' },
      { kind: 'service' as const, unit: 'day', isActive: false },
    ])
      await api.call(products.create, { body: { name: 'Other', priceMinor: 100, ...other } });
    const { data } = await api.call(listRoles, {});
    expect(
      data.map(({ name, rates }) => [name, ...rates.map(({ per, priceMinor, costMinor }) => [per, priceMinor, costMinor])]),
    ).toEqual([
      ['Project manager', ['hour', null, null], ['day', 9000_00, null]],
      ['Senior consultant', ['hour', 1500_00, 600_00], ['day', 12_000_00, 4800_00]],
      ['Trainer', ['day', 5000_00, null]],
    ]);
    const lines = [{ productId: made.id, quantity: '3', unit: 'day' }];
    const { data: prices } = await api.call(findPrices, { body: { accountId: null, on: '2026-11-27', currency: 'CNY', lines } });
    expect(prices[0]).toMatchObject({ unit: 'day', unitPriceMinor: 12_000_00, conversion: { factor: '8', base: 'hour' } });
    const parts = await api.call(getProductParts, { params: { id: made.id } });
    expect(parts.units).toMatchObject([{ name: 'day', factor: '8', isSold: true }]);
  });

  test('needs a price, one product of a number, and the right to add products; costs are for whoever may see them', async () => {
    const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
    const api = server.as(workspace.owner);
    const problem = await api.refused(createRole, { body: { name: 'Nobody' } });
    expect(problem.errors).toMatchObject([{ pointer: '/body/perHourMinor', code: 'required' }]);
    await api.call(createRole, { body: { name: 'One', code: 'R-1', perHourMinor: 100, costMinor: 50 } });
    expect(await api.refused(createRole, { body: { name: 'Two', code: 'R-1', perHourMinor: 100 } })).toMatchObject({
      status: 409,
    });
    const seller = server.as(await buildUser(server.db, workspace, { role: 'seller' }));
    expect(await seller.refused(createRole, { body: { name: 'Mine', perHourMinor: 100 } })).toMatchObject({ status: 403 });
    const seen = await seller.call(listRoles, {});
    expect([seen.isCostHidden, seen.data.map(({ name, rates }) => [name, rates[0]?.priceMinor, rates[0]?.costMinor])]).toEqual([
      true,
      [['One', 100, null]],
    ]);
    const foreign = server.as((await buildWorkspace(server.db)).owner);
    expect((await foreign.call(listRoles, {})).data).toEqual([]);
  });
});
