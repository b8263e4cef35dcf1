import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { createTaxClass, listTaxClasses, removeTaxClass, updateTaxClass } from './contract.ts';
import { taxRateOn } from './rules.ts';

const server = await testServer();
const rates = [{ validFrom: '2026-01-01', rateBp: 1900 }];

describe('tax classes', () => {
  it('are those of China where a workspace counts in yuan, a plain one elsewhere', async () => {
    const china = await buildWorkspace(server.db, { language: 'zh-Hans' });
    const { data } = await server.as(china.owner).call(listTaxClasses, {});
    expect(data.map(({ name, invoiceKinds }) => `${name} ${invoiceKinds.join()}`)).toEqual([
      '增值税 13% special,plain',
      '增值税 9% special,plain',
      '增值税 6% special,plain',
      '增值税 3% special,plain',
      '增值税 1% special,plain',
      '增值税 0% plain',
      '免税 plain',
    ]);
    expect(data.map((one) => taxRateOn(one, '2026-06-01'))).toEqual([1300, 900, 600, 300, 100, 0, 0]);
    const other = await buildWorkspace(server.db, { currency: 'EUR' });
    expect((await server.as(other.owner).call(listTaxClasses, {})).data).toMatchObject([{ name: 'No tax', isDefault: true }]);
  });

  it('have one default, dated rates, and a name that products follow', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'EUR' });
    const caller = server.as(owner);
    const made = await caller.call(createTaxClass, { body: { name: 'Standard', isDefault: true, rates } });
    const { data } = await caller.call(listTaxClasses, {});
    expect(data.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['Standard']);
    const product = await caller.call(products.create, { body: { name: 'Chair', taxClass: 'standard' } });
    expect(product.taxClass).toBe('Standard');
    const next = [...rates, { validFrom: '2027-01-01', rateBp: 2000 }];
    const changed = await caller.call(updateTaxClass, {
      params: { id: made.id },
      body: { version: made.version, name: 'USt 19%', rates: next },
    });
    expect([taxRateOn(changed, '2025-12-31'), taxRateOn(changed, '2026-12-31'), taxRateOn(changed, '2027-01-01')]).toEqual([
      undefined,
      1900,
      2000,
    ]);
    expect((await caller.call(products.get, { params: { id: product.id } })).taxClass).toBe('USt 19%');
    const stale = { params: { id: made.id }, body: { version: made.version, name: 'Late' } };
    expect(await caller.refused(updateTaxClass, stale)).toMatchObject({ status: 409, code: 'stale_version' });
  });

  it('refuse a name twice, two rates from one day, no default, and going while products name them', async () => {
    const { owner } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    const { data } = await caller.call(listTaxClasses, {});
    const [standard, reduced] = data;
    if (!standard || !reduced) throw new Error('no tax classes');
    const twice = await caller.refused(createTaxClass, { body: { name: reduced.name, rates } });
    expect(twice).toMatchObject({ status: 409, errors: [{ pointer: '/body/name', code: 'settings.tax_class_exists' }] });
    const sameDay = await caller.refused(createTaxClass, { body: { name: 'X', rates: [...rates, ...rates] } });
    expect(sameDay).toMatchObject({ status: 400, errors: [{ pointer: '/body/rates' }] });
    const off = { params: { id: standard.id }, body: { version: standard.version, isActive: false } };
    expect((await caller.refused(updateTaxClass, off)).code).toBe('settings.tax_default_needed');
    expect((await caller.refused(removeTaxClass, { params: { id: standard.id } })).code).toBe('settings.tax_default_needed');
    await caller.call(products.create, { body: { name: 'Named', taxClass: '9%' } });
    expect((await caller.refused(removeTaxClass, { params: { id: reduced.id } })).code).toBe('settings.tax_class_in_use');
    const unknown = await caller.refused(products.create, { body: { name: 'Odd', taxClass: '14%' } });
    expect(unknown.errors).toMatchObject([{ pointer: '/body/taxClass', code: 'catalogue.unknown_tax_class' }]);
  });

  it('are seen by everybody, changed by owner and admin, unknown to another workspace', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = server.as(await buildUser(server.db, workspace));
    const [first] = (await seller.call(listTaxClasses, {})).data;
    if (!first) throw new Error('no tax classes');
    const change = { params: { id: first.id }, body: { version: first.version, name: 'Mine' } };
    expect((await seller.refused(updateTaxClass, change)).status).toBe(403);
    expect((await seller.refused(createTaxClass, { body: { name: 'Mine', rates } })).status).toBe(403);
    expect((await seller.refused(removeTaxClass, { params: { id: first.id } })).status).toBe(403);
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.refused(updateTaxClass, change)).status).toBe(404);
  });
});
