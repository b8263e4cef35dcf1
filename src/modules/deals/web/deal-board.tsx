import { Button, Loader, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import { isObject } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { listProcesses } from '../../process/contract.ts';
import { useLocalized } from '../../process/web/localized-name.ts';
import { type Board, type BoardCard, type BoardColumn as Column, type BoardQuery, boardOrders } from '../board/contract.ts';
import { BoardColumn } from './board-column.tsx';
import classes from './board.module.css';
import { MoveDialog, type MoveTarget } from './move-dialog.tsx';
import { NewDealDialog } from './new-deal-dialog.tsx';
import { useBoard } from './queries.ts';

/** The board: every live deal in the column of its stage; a card is dragged, or moved by Shift and an arrow key. */
export function DealBoard({ emptyAction }: { emptyAction?: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  usePageTitle(t('deals:objects.deal.other'));
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 250);
  const [asked, setAsked] = useState<Partial<BoardQuery>>({});
  const [target, setTarget] = useState<MoveTarget | null>(null);
  const [isNew, setNew] = useNew();
  const query = { ...asked, ...(q === '' ? {} : { q }) };
  const board = useBoard(query);
  useFocusOnMoved(board.data, target);
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('deals:objects.deal.other')}
        aside={<ViewSwitch value="board" />}
        primary={
          may('deal', 'create') ? (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setNew(true)}>
              {t('deals:screens.newDeal')}
            </Button>
          ) : null
        }
      />
      <div className={classes['bar']}>
        <TextInput
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t('deals:screens.find')}
          aria-label={t('deals:screens.find')}
          leftSection={<IconSearch size={16} />}
          rightSection={board.isFetching ? <Loader size={14} /> : null}
          className={classes['find'] ?? ''}
        />
        <ProcessSelect
          value={asked.processId ?? board.data?.processId ?? null}
          onChange={(processId) => setAsked({ ...asked, processId })}
        />
        <OrderSelect value={asked.order ?? 'newestInStage'} onChange={(order) => setAsked({ ...asked, order })} />
      </div>
      {board.error && !board.data ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : null}
      {board.data ? (
        <Columns
          board={board.data}
          query={query}
          canMove={may('deal', 'move')}
          onTarget={setTarget}
          onNew={() => setNew(true)}
          emptyAction={emptyAction}
        />
      ) : null}
      {target ? <MoveDialog target={target} onClose={() => setTarget(null)} /> : null}
      {isNew && may('deal', 'create') ? <NewDealDialog onClose={() => setNew(false)} /> : null}
    </div>
  );
}

/** Whether the form for a new deal is open: by the button here, or by an address that asks for it, as the palette's does. */
function useNew(): [boolean, (isOpen: boolean) => void] {
  const navigate = useNavigate();
  const search: unknown = useSearch({ strict: false });
  const isAsked = isObject(search) && search['new'] === true;
  const set = (isOpen: boolean): void => {
    void navigate({ to: '.', search: isOpen ? { new: true } : {}, replace: true, resetScroll: false });
  };
  return [isAsked, set];
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

/** Board or list: two looks at the same deals. */
export function ViewSwitch({ value }: { value: 'board' | 'list' }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      aria-label={t('deals:screens.view')}
      value={value}
      onChange={(next) => void navigate({ to: next === 'board' ? '/deals' : '/deals/list' })}
      data={[
        { value: 'board', label: t('deals:screens.board') },
        { value: 'list', label: t('deals:screens.list') },
      ]}
    />
  );
}

function ProcessSelect({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const processes = useQuery(queryOf(listProcesses));
  const all = processes.data?.data ?? [];
  if (all.length < 2) return null;
  const data = all.map(({ id, names }) => ({ value: id, label: localized(names) }));
  return (
    <Select
      aria-label={t('deals:screens.process')}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(id) => (id ? onChange(id) : undefined)}
      className={classes['choose'] ?? ''}
    />
  );
}

function OrderSelect({
  value,
  onChange,
}: {
  value: (typeof boardOrders)[number];
  onChange: (order: (typeof boardOrders)[number]) => void;
}) {
  const { t } = useTranslation();
  const data = boardOrders.map((order) => ({ value: order, label: t(`deals:screens.orders.${order}`) }));
  return (
    <Select
      aria-label={t('deals:screens.order')}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(next) => onChange(boardOrders.find((order) => order === next) ?? value)}
      className={classes['choose'] ?? ''}
    />
  );
}

interface ColumnsProps {
  board: Board;
  query: Partial<BoardQuery>;
  canMove: boolean;
  onTarget: (target: MoveTarget) => void;
  onNew: () => void;
  emptyAction: ReactNode;
}

function Columns({ board, query, canMove, onTarget, onNew, emptyAction }: ColumnsProps) {
  const { t } = useTranslation();
  const dropOn = useCallback(
    (column: Column, cardId: string) => {
      const from = board.columns.find(({ cards }) => cards.some(({ id }) => id === cardId));
      const card = from?.cards.find(({ id }) => id === cardId);
      if (card && from !== column)
        onTarget({ dealId: cardId, title: card.title, stageId: column.stage.id, stageName: column.stage.name });
    },
    [board, onTarget],
  );
  const total = board.columns.reduce((sum, { count }) => sum + count, 0);
  if (total === 0 && !query.q)
    return (
      <EmptyState
        title={t('deals:screens.noDeals')}
        hint={t('deals:screens.noDealsHint')}
        action={
          <>
            <Button variant="default" onClick={onNew}>
              {t('deals:screens.newDeal')}
            </Button>
            {emptyAction}
          </>
        }
      />
    );
  return (
    <div className={classes['board']} role="group" aria-label={t('deals:screens.board')} tabIndex={0}>
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
