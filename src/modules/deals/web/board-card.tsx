import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../web/ui/avatar.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { BoardCard as Card } from '../board/contract.ts';
import classes from './board.module.css';

interface BoardCardProps {
  card: Card;
  canMove: boolean;
  /** Moves the focus over the board, or the card to a neighbouring stage. */
  onKey: (key: string, withShift: boolean) => boolean;
}

/** One deal on the board: what, whose, how much, what is next. Dragged by mouse, moved by Shift and an arrow. */
export function BoardCard({ card, canMove, onKey }: BoardCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const ref = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element || !canMove) return undefined;
    return draggable({ element, getInitialData: () => ({ cardId: card.id }) });
  }, [card.id, canMove]);
  const handleKey = (event: KeyboardEvent): void => {
    if (onKey(event.key, event.shiftKey)) event.preventDefault();
  };
  return (
    <a
      ref={ref}
      href={`/deals/${card.id}`}
      className={classes['card']}
      data-card={card.id}
      data-title={card.title}
      aria-keyshortcuts="Shift+ArrowRight Shift+ArrowLeft"
      onKeyDown={handleKey}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        void navigate({ to: '/deals/$id', params: { id: card.id } });
      }}
    >
      <span className={classes['cardTitle']}>{card.title}</span>
      <span className={classes['cardSub']}>{card.account?.title ?? t('deals:screens.noAccount')}</span>
      <span className={classes['cardLine']}>
        <b className="cd-num">{card.amountMinor === null ? '—' : format.moneyBrief(card.amountMinor, card.currency)}</b>
        {card.owner ? <Avatar name={card.owner.name} size={20} /> : null}
      </span>
      <span className={classes['cardFoot']}>
        <NextStep card={card} />
        {card.isLate ? (
          <Chip tone="warn">{t('deals:screens.daysHere', { count: card.days })}</Chip>
        ) : (
          <span>{t('deals:screens.daysHere', { count: card.days })}</span>
        )}
      </span>
    </a>
  );
}

function NextStep({ card }: { card: Card }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (card.status === 'won') return <Chip tone="ok">{t('deals:choices.deal.status.won')}</Chip>;
  if (card.isStuck && !card.nextStepOn) return <Chip tone="warn">{t('deals:screens.noNextStep')}</Chip>;
  if (!card.nextStepOn) return <span>{t('deals:screens.noNextStep')}</span>;
  const isOverdue = card.nextStepOn < format.today();
  const text = `${card.nextStepText ?? ''} · ${format.day(card.nextStepOn)}`;
  return (
    <span className={classes['next']} data-late={isOverdue || undefined} title={text}>
      <span>{card.nextStepText ?? ''}</span> · {format.day(card.nextStepOn)}
    </span>
  );
}
