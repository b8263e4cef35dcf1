import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFullUi } from '../../../web/entity/custom-fields.ts';
import type { ListState } from '../../../web/entity/list/list-state.ts';
import { NothingFound } from '../../../web/entity/list/nothing-found.tsx';
import { useViews } from '../../../web/entity/views/use-views.ts';
import { ViewBar } from '../../../web/entity/views/view-bar.tsx';
import { ViewNote } from '../../../web/entity/views/view-note.tsx';
import { useMay } from '../../../web/session.ts';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { type Board, type BoardCard, type BoardColumn as Column, boardOrders, type BoardQuery } from '../board/contract.ts';
import { BoardColumn } from './board-column.tsx';
import { BoardToolbar } from './board-toolbar.tsx';
import classes from './board.module.css';
import { shownCard, useCardMenu } from './card-menu.tsx';
import { dealUi } from './deal-ui.ts';
import { MoveDialog, type MoveTarget } from './move-dialog.tsx';
import { NewDealDialog } from './new-deal-dialog.tsx';
import { useBoard } from './queries.ts';
import { ViewSwitch } from './view-switch.tsx';

/** The board: every live deal in the column of its stage; a card is dragged, or moved by Shift and an arrow key. */
export function DealBoard({ emptyAction }: { emptyAction?: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  usePageTitle(t('deals:objects.deal.other'));
  const ui = useFullUi(dealUi);
  const [views, state, change] = useViews(ui, 'board');
  const [target, setTarget] = useState<MoveTarget | null>(null);
  const { filter, q } = state;
  const query = boardQueryOf(state);
  const setNew = (isNew: boolean): void => change({ isNew });
  const board = useBoard(query, !views.isLoading);
  useFocusOnMoved(board.data, target);
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('deals:objects.deal.other')}
        sub={<ViewBar ui={ui} views={views} state={state} columns={null} />}
        choosesBelow
        aside={<ViewSwitch value="board" />}
        primary={
          may('deal', 'create') ? (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setNew(true)}>
              {t('deals:screens.newDeal')}
            </Button>
          ) : null
        }
      />
      <BoardToolbar
        ui={ui}
        state={state}
        onChange={change}
        processId={state.process || board.data?.processId}
        order={orderOf(state.order)}
        isBusy={board.isFetching}
      />
      <ViewNote ui={ui} views={views} columns={null} />
      {board.error && !board.data ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : null}
      {board.data ? (
        <Columns
          board={board.data}
          query={query}
          canMove={may('deal', 'move')}
          onTarget={setTarget}
          empty={
            <BoardEmpty
              isNarrowed={filter !== null || q !== ''}
              onClear={() => change({ filter: null, q: '' })}
              onNew={() => setNew(true)}
              action={emptyAction}
            />
          }
        />
      ) : null}
      {target ? <MoveDialog target={target} onClose={() => setTarget(null)} /> : null}
      {state.isNew && may('deal', 'create') ? <NewDealDialog onClose={() => setNew(false)} /> : null}
    </div>
  );
}

function orderOf(text: string): BoardQuery['order'] | undefined {
  return boardOrders.find((order) => order === text);
}

/** What is asked of the board, from what stands in the address. */
function boardQueryOf({ filter, q, process, order }: ListState): Partial<BoardQuery> {
  const known = orderOf(order);
  return {
    ...(process ? { processId: process } : {}),
    ...(known ? { order: known } : {}),
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
    ...(q ? { q } : {}),
  };
}

/** The keyboard stays with the card that the dialog was about, also in the column it has gone to. */
function useFocusOnMoved(board: Board | undefined, target: MoveTarget | null): void {
  const last = useRef({ dealId: '', until: 0 });
  useEffect(() => {
    if (target) {
      last.current = { dealId: target.dealId, until: Number.POSITIVE_INFINITY };
      return;
    }
    const { dealId, until } = last.current;
    // The dialog has just closed: its board is still to come, and whoever goes elsewhere is not called back.
    if (until === Number.POSITIVE_INFINITY) last.current = { dealId, until: Date.now() + 5000 };
    if (Date.now() > until || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`[data-card="${dealId}"]`)?.focus();
  }, [board, target]);
}

interface BoardEmptyProps {
  isNarrowed: boolean;
  onClear: () => void;
  onNew: () => void;
  action: ReactNode;
}

function BoardEmpty({ isNarrowed, onClear, onNew, action }: BoardEmptyProps) {
  const { t } = useTranslation();
  if (isNarrowed) return <NothingFound name={t('deals:objects.deal.other')} onClear={onClear} />;
  return (
    <EmptyState
      title={t('deals:screens.noDeals')}
      hint={t('deals:screens.noDealsHint')}
      action={
        <>
          <Button variant="default" onClick={onNew}>
            {t('deals:screens.newDeal')}
          </Button>
          {action}
        </>
      }
    />
  );
}

interface ColumnsProps {
  board: Board;
  query: Partial<BoardQuery>;
  canMove: boolean;
  onTarget: (target: MoveTarget) => void;
  /** Stands where no column has a card. */
  empty: ReactNode;
}

function Columns({ board, query, canMove, onTarget, empty }: ColumnsProps) {
  const { t } = useTranslation();
  const dropOn = useCallback(
    (column: Column, cardId: string) => {
      const card = shownCard(cardId);
      if (card && card.stageId !== column.stage.id)
        onTarget({ dealId: cardId, title: card.title, stageId: column.stage.id, stageName: column.stage.name });
    },
    [onTarget],
  );
  const { handleMenu, menu } = useCardMenu(board, canMove, onTarget);
  const total = board.columns.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return empty;
  return (
    <div className={classes['board']} role="group" aria-label={t('deals:screens.board')} tabIndex={0} onContextMenu={handleMenu}>
      {menu}
      {board.columns.map((column, index) => (
        <DropColumn
          key={column.stage.id}
          column={column}
          board={board}
          query={query}
          canMove={canMove}
          dropOn={dropOn}
          onKey={(card, key, shift) => keyOnBoard(board, index, card, key, shift && canMove, onTarget)}
        />
      ))}
    </div>
  );
}

interface DropColumnProps {
  column: Column;
  board: Board;
  query: Partial<BoardQuery>;
  canMove: boolean;
  dropOn: (column: Column, cardId: string) => void;
  onKey: (card: BoardCard, key: string, withShift: boolean) => boolean;
}

function DropColumn({ column, board, query, canMove, dropOn, onKey }: DropColumnProps) {
  const handleDrop = useCallback((cardId: string) => dropOn(column, cardId), [column, dropOn]);
  return (
    <BoardColumn column={column} currency={board.currency} query={query} canMove={canMove} onDrop={handleDrop} onKey={onKey} />
  );
}

/** Arrows walk over the cards; with Shift, left and right ask to move the card to the neighbouring stage. */
function keyOnBoard(
  board: Board,
  index: number,
  card: BoardCard,
  key: string,
  withShift: boolean,
  onTarget: (target: MoveTarget) => void,
): boolean {
  const sideways = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const next = board.columns[index + sideways];
  if (withShift && sideways !== 0) {
    if (next) onTarget({ dealId: card.id, title: card.title, stageId: next.stage.id, stageName: next.stage.name });
    return true;
  }
  const cards = board.columns[index]?.cards ?? [];
  const at = cards.findIndex(({ id }) => id === card.id);
  const step = key === 'ArrowDown' || key === 'j' ? 1 : key === 'ArrowUp' || key === 'k' ? -1 : 0;
  const wanted =
    step === 0 ? (sideways === 0 ? undefined : next?.cards[Math.min(at, (next?.cards.length ?? 1) - 1)]) : cards[at + step];
  if (wanted) document.querySelector<HTMLElement>(`[data-card="${wanted.id}"]`)?.focus();
  return step !== 0 || sideways !== 0;
}
