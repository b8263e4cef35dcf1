import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { startTransition, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type BoardColumn as Column, type BoardQuery, type BoardCard as Card, getBoardColumn } from '../board/contract.ts';
import { BoardCard } from './board-card.tsx';
import classes from './board.module.css';

interface BoardColumnProps {
  column: Column;
  currency: string;
  query: Partial<BoardQuery>;
  canMove: boolean;
  onDrop: (cardId: string) => void;
  onKey: (card: Card, key: string, withShift: boolean) => boolean;
}

/** A stage of the board: how many, how much, and its cards, read on as one scrolls. */
export function BoardColumn({ column, currency, query, canMove, onDrop, onKey }: BoardColumnProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ref = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  const more = useMoreCards(column, query);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    return dropTargetForElements({
      element,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        onDrop(String(source.data['cardId']));
      },
    });
  }, [onDrop]);
  return (
    <section
      ref={ref}
      className={classes['column']}
      data-stage={column.stage.id}
      data-over={isOver || undefined}
      aria-label={column.stage.name}
    >
      <header className={classes['columnHead']} data-phase={column.stage.phase}>
        <h2>
          {column.stage.name} <span>{format.number(column.count)}</span>
        </h2>
        <p className="cd-num" title={t('deals:screens.weightedOf', { weighted: format.money(column.weightedMinor, currency) })}>
          {format.moneyCompact(column.sumBaseMinor, currency)}
        </p>
      </header>
      <div className={classes['cards']} data-scroll-restoration-id={`stage-${column.stage.id}`}>
        {more.cards.map((card) => (
          <BoardCard key={card.id} card={card} canMove={canMove} onKey={(key, shift) => onKey(card, key, shift)} />
        ))}
        {more.cards.length === 0 ? <p className={classes['none']}>{t('deals:screens.emptyStage')}</p> : null}
        {more.hasMore ? (
          <Button variant="subtle" size="compact-sm" loading={more.isLoading} onClick={() => void more.load()}>
            {t('deals:screens.showMore', { count: column.count - more.cards.length })}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function useMoreCards(column: Column, query: Partial<BoardQuery>) {
  const client = useQueryClient();
  const [extra, setExtra] = useState<{ of: Column; cards: Card[]; cursor: string | null }>({
    of: column,
    cards: [],
    cursor: column.nextCursor,
  });
  const [isLoading, setLoading] = useState(false);
  // A fresh board starts over: what was read on belongs to the old one.
  const current = extra.of === column ? extra : { of: column, cards: [], cursor: column.nextCursor };
  const load = async (): Promise<void> => {
    if (current.cursor === null) return;
    setLoading(true);
    const { processId: _, ...rest } = query;
    const ask = { stageId: column.stage.id, cursor: current.cursor, ...rest };
    try {
      const page = await client.fetchQuery({
        queryKey: ['deals', 'column', ask],
        queryFn: () => call(getBoardColumn, { query: ask }),
      });
      // Many cards are drawn in pieces: the button shows first that it was heard.
      startTransition(() => setExtra({ of: column, cards: [...current.cards, ...page.data], cursor: page.nextCursor }));
    } catch (error) {
      showProblem(error);
    } finally {
      startTransition(() => setLoading(false));
    }
  };
  return { cards: [...column.cards, ...current.cards], hasMore: current.cursor !== null, isLoading, load };
}
