import { IconBooks } from '@tabler/icons-react';
import type { EntityRow, EntityUi } from '../../../web/entity/entity-ui.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import { useMay } from '../../../web/session.ts';
import { useTranslation } from 'react-i18next';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { materialFields, materials } from '../contract.ts';
import { StartingAnswers } from './starting-answers.tsx';

// A list knows its record's tabs, but shows none of them.
const FieldPanel = lazyPart(async () => (await import('../../../web/entity/record/field-panel.tsx')).FieldPanel);

const ofKind = (kind: string) => ({ field: 'kind', op: 'in' as const, value: [kind] });

const texts = ['answer', 'value'];
const textKeys = Object.entries(materialFields).flatMap(([key, { section = '' }]) => (texts.includes(section) ? [key] : []));

/** What is said, in the width that it takes to read it. */
function TextTab({ row }: { row: EntityRow }) {
  const { t } = useTranslation();
  const may = useMay();
  return <FieldPanel ui={materialUi} row={row} mayEdit={may('material', 'edit')} keys={textKeys} title={t('library:text')} />;
}

export const materialUi: EntityUi = {
  object: 'material',
  module: 'library',
  api: materials,
  fields: materialFields,
  titleField: 'title',
  icon: IconBooks,
  columns: ['title', 'kind', 'objectionKind', 'language', 'usedCount', 'closedCount', 'solvedBp', 'wonBp', 'owner'],
  widths: { kind: '156px', language: '160px' },
  defaultSort: 'title',
  tones: { kind: { answer: 'pri', value: 'ok', case: 'warn' } },
  views: [
    { key: 'answers', filter: ofKind('answer') },
    { key: 'winners', filter: { and: [ofKind('answer'), { field: 'solvedBp', op: 'isNotEmpty' }] }, sort: '-solvedBp' },
    { key: 'values', filter: ofKind('value') },
    { key: 'cases', filter: ofKind('case') },
  ],
  filling: StartingAnswers,
  tabs: [{ key: 'text', label: 'library:text', content: TextTab }, timelineTab('material'), filesTab],
  tabSections: texts,
};
