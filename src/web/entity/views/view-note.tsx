import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import type { Columns } from '../list/columns.ts';
import type { Views } from './use-views.ts';
import classes from './views.module.css';

interface ViewNoteProps {
  ui: EntityUi;
  views: Views;
  columns: Columns | null;
}

/** Says what a view cannot show any more, and what is shown instead. */
export function ViewNote({ ui, views, columns }: ViewNoteProps) {
  const { t } = useTranslation();
  const name = t(`${ui.module}:objects.${ui.object}.other`);
  const { lost, saved } = views.view;
  const namesIn = (part: 'filter' | 'sort' | 'columns'): string[] =>
    lost.filter((one) => one.part === part).map(({ label }) => label);
  const columnNames = [...namesIn('columns'), ...(saved && columns ? columns.lost : [])];
  const notes = [
    ...(views.isMissing ? [t('web:views.missing', { name })] : []),
    ...(namesIn('filter').length > 0 ? [t('web:views.lostFilter', { names: namesIn('filter') })] : []),
    ...(namesIn('sort').length > 0 ? [t('web:views.lostSort', { names: namesIn('sort') })] : []),
    ...(columnNames.length > 0 ? [t('web:views.lostColumns', { names: columnNames })] : []),
  ];
  if (notes.length === 0) return null;
  return (
    <p className={classes['note']} role="status">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden="true" />
      <span>{notes.join(' ')}</span>
    </p>
  );
}
