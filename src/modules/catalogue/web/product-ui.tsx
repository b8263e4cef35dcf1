import { IconBox } from '@tabler/icons-react';
import { call } from '../../../web/api.ts';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { listTaxClasses } from '../../settings/taxes/contract.ts';
import { productFields, products } from '../contract.ts';

const PricesTab = lazyPart(async () => (await import('./product-tabs.tsx')).PricesTab);
const MakeUpTab = lazyPart(async () => (await import('./product-tabs.tsx')).MakeUpTab);

/** The tax classes in use whose names hold what is typed; all of them when nothing is. */
async function taxClasses(typed: string): Promise<string[]> {
  const { data } = await call(listTaxClasses);
  const wanted = typed.trim().toLowerCase();
  const names = data.filter(({ isActive }) => isActive).map(({ name }) => name);
  const found = names.filter((name) => name.toLowerCase().includes(wanted));
  return names.includes(typed) || found.length === 0 ? names : found;
}

export const productUi: EntityUi = {
  object: 'product',
  module: 'catalogue',
  api: products,
  fields: productFields,
  titleField: 'name',
  icon: IconBox,
  columns: ['name', 'code', 'category', 'priceMinor', 'unit', 'isActive'],
  defaultSort: 'name',
  views: [
    { key: 'active', filter: { field: 'isActive', op: 'eq', value: true } },
    { key: 'retired', filter: { field: 'isActive', op: 'eq', value: false } },
    { key: 'noPrice', filter: { field: 'priceMinor', op: 'isEmpty' } },
  ],
  suggestions: { taxClass: taxClasses },
  tabs: [
    { key: 'prices', label: 'catalogue:screens.prices', content: PricesTab },
    { key: 'makeUp', label: 'catalogue:screens.makeUp', content: MakeUpTab },
    timelineTab('product'),
    filesTab,
  ],
};
