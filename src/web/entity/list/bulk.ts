import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { undoBulkChange } from '../../../modules/records/bulk/undo/contract.ts';
import type { ReplyOf } from '../../../platform/endpoint.ts';
import { call, nounOf } from '../../api.ts';
import { showDone, showUndo } from '../../ui/toast.tsx';
import { codeKey } from '../../use-problem-text.ts';
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

type Result = ReplyOf<typeof undoBulkChange>;

/** How many were left because one may not change them, and how many because of what they are. */
export function leftOf({ forbidden = 0, not_found: missing = 0, ...others }: Result['refusedCounts']): {
  closed: number;
  leftOut: number;
} {
  return { closed: forbidden + missing, leftOut: Object.values(others).reduce((sum, count) => sum + count, 0) };
}

/** Reasons that are said in full; of more there is the number. */
const toldReasons = 3;

/** What was done to how many, and how many were left, by what kept them. */
function useBulkText(): (key: string, result: Pick<Result, 'changed' | 'refused' | 'refusedCounts'>) => string {
  const { t } = useTranslation();
  return (key, { changed, refused, refusedCounts }) => {
    const { closed, leftOut } = leftOf(refusedCounts);
    const kept = refused.flatMap(({ code, params }) => (params ? [t(codeKey(code), params)] : []));
    const [more, others] = [kept.length - toldReasons, leftOut - kept.length];
    const parts = [
      t(key, { count: changed }),
      ...(closed > 0 ? [t('web:bulk.refused', { count: closed })] : []),
      ...kept.slice(0, toldReasons),
      ...(more > 0 ? [t('web:bulk.moreKept', { count: more })] : []),
      ...(others > 0 ? [t('web:bulk.leftOut', { count: others })] : []),
    ];
    return parts.join(' ');
  };
}

/** Says what a bulk change did, and offers to undo it. */
export function useShowBulk(ui: EntityUi): (key: string, result: Result) => Promise<void> {
  const client = useQueryClient();
  const bulkText = useBulkText();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: [nounOf(ui.api.list)] });
  return async (key, result) => {
    await refresh();
    const { undoId } = result;
    if (undoId === null) {
      showDone(bulkText(key, result));
      return;
    }
    showUndo(bulkText(key, result), async () => {
      const undone = await call(undoBulkChange, { params: { id: undoId } });
      await refresh();
      showDone(bulkText('web:bulk.undone', undone));
    });
  };
}
