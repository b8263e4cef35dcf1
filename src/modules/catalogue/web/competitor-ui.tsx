import { IconSwords } from '@tabler/icons-react';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { FilesTab } from '../../timeline/web/files-tab.tsx';
import { Timeline } from '../../timeline/web/timeline.tsx';
import { competitorFields, competitors } from '../contract.ts';

export const competitorUi: EntityUi = {
  object: 'competitor',
  module: 'catalogue',
  api: competitors,
  fields: competitorFields,
  titleField: 'name',
  icon: IconSwords,
  columns: ['name', 'strengths', 'weaknesses', 'website'],
  defaultSort: 'name',
  tabs: [
    { key: 'timeline', label: 'timeline:entry.heading', content: ({ row }) => <Timeline recordId={row.id} kind="competitor" /> },
    { key: 'files', label: 'timeline:objects.file.other', content: ({ row }) => <FilesTab recordId={row.id} /> },
  ],
};
