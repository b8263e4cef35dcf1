import { IconSwords } from '@tabler/icons-react';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { competitorFields, competitors } from '../contract.ts';

const PricesTab = lazyPart(async () => (await import('./product-tabs.tsx')).CompetitorPricesTab);

export const competitorUi: EntityUi = {
  object: 'competitor',
  module: 'catalogue',
  api: competitors,
  fields: competitorFields,
  titleField: 'name',
  icon: IconSwords,
  columns: ['name', 'strengths', 'weaknesses', 'website'],
  defaultSort: 'name',
  views: [
    {
      key: 'unstudied',
      filter: {
        and: [
          { field: 'strengths', op: 'isEmpty' },
          { field: 'weaknesses', op: 'isEmpty' },
        ],
      },
    },
  ],
  tabs: [
    { key: 'prices', label: 'catalogue:objects.competitorPrice.other', content: PricesTab },
    timelineTab('competitor'),
    filesTab,
  ],
};
