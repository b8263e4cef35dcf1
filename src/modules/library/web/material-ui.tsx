import { IconBooks } from '@tabler/icons-react';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { materialFields, materials } from '../contract.ts';
import { StartingAnswers } from './starting-answers.tsx';

const ofKind = (kind: string) => ({ field: 'kind', op: 'in' as const, value: [kind] });

export const materialUi: EntityUi = {
  object: 'material',
  module: 'library',
  api: materials,
  fields: materialFields,
  titleField: 'title',
  icon: IconBooks,
  columns: ['title', 'kind', 'objectionKind', 'language', 'usedCount', 'closedCount', 'solvedBp', 'wonBp', 'owner'],
  defaultSort: 'title',
  tones: { kind: { answer: 'pri', value: 'ok', case: 'warn' } },
  views: [
    { key: 'answers', filter: ofKind('answer') },
    { key: 'winners', filter: { and: [ofKind('answer'), { field: 'solvedBp', op: 'isNotEmpty' }] }, sort: '-solvedBp' },
    { key: 'values', filter: ofKind('value') },
    { key: 'cases', filter: ofKind('case') },
  ],
  filling: StartingAnswers,
  tabs: [timelineTab('material'), filesTab],
};
