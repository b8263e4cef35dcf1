import type { FieldKind } from '../../../platform/fields.ts';
import { counterpartOf } from '../../process/rules.ts';
import { plainSortColumn, type SortColumn } from '../../records/paging/rules.ts';
import type { boardOrders } from './contract.ts';

interface StagePlace {
  id: string;
  key: string;
  phase: number;
}

/** The stages that each column shows: its own, and those of other versions that it stands for. */
export function columnsOf<S extends StagePlace>(shown: readonly S[], others: readonly StagePlace[]): string[][] {
  const columns = new Map(shown.map((stage) => [stage.id, [stage.id]]));
  for (const stage of others) {
    // A phase that the version shown does not have: the last column before it, so that no deal falls off the board.
    const column = counterpartOf(stage, shown) ?? shown.findLast(({ phase }) => phase < stage.phase) ?? shown[0];
    if (column) columns.get(column.id)?.push(stage.id);
  }
  return [...columns.values()];
}

type BoardOrder = (typeof boardOrders)[number];

const by = (column: string, property: string, kind: FieldKind, descending: boolean, nullable: boolean): SortColumn[] => [
  plainSortColumn(column, property, { kind, descending, nullable }),
  plainSortColumn('id', 'id', { kind: 'ref', descending }),
];

/** How cards are ordered; the id makes the order total. */
export const orderColumns: Record<BoardOrder, readonly SortColumn[]> = {
  newestInStage: by('stage_entered_at', 'stageEnteredAt', 'instant', true, false),
  longestInStage: by('stage_entered_at', 'stageEnteredAt', 'instant', false, false),
  nextStep: by('next_step_on', 'nextStepOn', 'date', false, true),
  amount: by('base_amount_minor', 'baseAmountMinor', 'money', true, true),
  expectedClose: by('expected_close_on', 'expectedCloseOn', 'date', false, true),
};
