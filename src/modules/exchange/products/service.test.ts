import { expect, test } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { products } from '../../catalogue/contract.ts';
import { getProductParts, setProductParts } from '../../catalogue/parts/contract.ts';
import { proposeMapping } from '../contract.ts';
import type { ImportMapInput } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

const map: ImportMapInput = {
  version: 1,
  files: [
    {
      file: 'products.csv',
      targets: [
        {
          kind: 'product',
          key: 'name',
          mode: 'upsert',
          fields: { name: { column: 'Name' }, unit: { column: 'Unit' }, units: { column: 'Packing units' } },
        },
      ],
    },
  ],
};
const file = (...rows: string[]) => ({ 'products.csv': ['Name,Unit,Packing units', ...rows].join('\n') });

test('units of products come in a column, are changed by it, and are refused where they cannot be read', async () => {
  const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
  const api = server.as(owner);
  const id = await imports.begin(owner, file('Screw,个,箱 = 12; 托 = 480 @ 4500'));
  const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
  expect(proposed.map.files[0]?.targets[0]?.fields).toMatchObject({ units: { column: 'Packing units' } });

  const bad = await imports.check(owner, file('Nut,个,a box', 'Bolt,,箱 = 12', 'Nail,个,个 = 12', 'Pin,个,箱 = 12'), map);
  expect(bad.faults.map(({ field, code }) => `${field ?? ''} ${code}`).toSorted()).toEqual([
    'units catalogue.own_unit_missing',
    'units catalogue.part_twice',
    'units catalogue.units_unreadable',
  ]);

  await imports.run(owner, file('Screw,个,箱 = 12; 托 = 480 @ 4500', 'Washer,个,'), map);
  const screw = async () => {
    const { data } = await api.call(products.list, { query: { filter: { field: 'name', op: 'eq', value: 'Screw' } } });
    return api.call(getProductParts, { params: { id: data[0]?.id ?? '' } });
  };
  const made = await screw();
  expect(made.units).toMatchObject([
    { name: '箱', factor: '12', priceMinor: null },
    { name: '托', factor: '480', priceMinor: 450_000 },
  ]);

  const { data } = await api.call(products.list, { query: { filter: { field: 'name', op: 'eq', value: 'Screw' } } });
  const units = made.units.map((unit) => ({ ...unit, isDefault: unit.name === '箱' }));
  await api.call(setProductParts, { params: { id: data[0]?.id ?? '' }, body: { version: made.version, units } });
  const again = await imports.check(owner, file('Screw,个,箱 = 12; 托 = 480 @ 4500', 'Washer,个,'), map);
  expect(again.checked.report?.targets[0]?.counts).toMatchObject({ same: 2 });
  const done = await imports.run(owner, file('Screw,个,箱 = 10'), map);
  expect(done.progress.targets?.[0]?.counts).toMatchObject({ update: 1 });
  const changed = await screw();
  expect(changed.units).toEqual([{ name: '箱', factor: '10', priceMinor: null, isSold: true, isDefault: true }]);
  expect(changed.version).toBeGreaterThan(made.version + 1);
});
