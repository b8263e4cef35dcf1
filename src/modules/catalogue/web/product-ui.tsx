import { IconBox } from '@tabler/icons-react';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { FilesTab } from '../../timeline/web/files-tab.tsx';
import { Timeline } from '../../timeline/web/timeline.tsx';
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
  tabs: [
    { key: 'timeline', label: 'timeline:entry.heading', content: ({ row }) => <Timeline recordId={row.id} kind="product" /> },
    { key: 'files', label: 'timeline:objects.file.other', content: ({ row }) => <FilesTab recordId={row.id} /> },
  ],
};
