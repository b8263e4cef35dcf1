import { IconBox } from '@tabler/icons-react';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { productFields, products } from '../contract.ts';

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
  tabs: [timelineTab('product'), filesTab],
};
