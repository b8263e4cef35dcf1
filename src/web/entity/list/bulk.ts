import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import type { ListState } from './list-state.ts';
import type { RowSelection } from './selection.ts';
import type { Rows } from './use-rows.ts';

export interface BulkProps {
  ui: EntityUi;
  state: ListState;
  rows: Rows;
  selection: RowSelection;
}

/** What was done to how many, and how many were left. */
export function useBulkText(): (key: string, result: { changed: number; refused: unknown[] }) => string {
  const { t } = useTranslation();
  return (key, { changed, refused }) => {
    const done = t(key, { count: changed });
    return refused.length > 0 ? `${done} ${t('web:bulk.refused', { count: refused.length })}` : done;
  };
}
