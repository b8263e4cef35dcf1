import { IconArrowRight, IconExternalLink, IconLink, IconSquareArrowRight } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyLink } from '../../../web/copy-link.ts';
import { ContextMenu, type MenuPlace, placeOf } from '../../../web/ui/context-menu.tsx';
import type { MenuAction } from '../../../web/ui/page-header.tsx';
import type { Board } from '../board/contract.ts';
import type { MoveTarget } from './move-dialog.tsx';

/** A card as it stands on the board, also one that was read on later. */
export function shownCard(id: string): { title: string; stageId: string | undefined } | null {
  const card = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  const column = card?.closest<HTMLElement>('[data-stage]');
  return card ? { title: card.dataset['title'] ?? '', stageId: column?.dataset['stage'] } : null;
}

/** The menu of a card, by right click, long press or the menu key: the ways to the deal, and the stages it can go to. */
export function useCardMenu(
  board: Board,
  canMove: boolean,
  onTarget: (target: MoveTarget) => void,
): { handleMenu: (event: MouseEvent) => void; menu: ReactNode } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ id: string; place: MenuPlace } | null>(null);
  const handleMenu = (event: MouseEvent): void => {
    const { target } = event;
    const card = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null;
    const id = card?.dataset['card'];
    // With Shift the browser shows its own.
    if (event.shiftKey || !card || id === undefined) return;
    event.preventDefault();
    setAsked({ id, place: placeOf(event, card) });
  };
  const card = asked ? shownCard(asked.id) : null;
  if (!asked || !card) return { handleMenu, menu: null };
  const path = `/deals/${asked.id}`;
  const icon = (Icon: typeof IconLink): ReactNode => <Icon size={16} stroke={1.6} aria-hidden="true" />;
  const actions: MenuAction[] = [
    {
      key: 'open',
      label: t('web:menu.open'),
      icon: icon(IconSquareArrowRight),
      onClick: () => void navigate({ to: '/deals/$id', params: { id: asked.id } }),
    },
    {
      key: 'tab',
      label: t('web:menu.newTab'),
      icon: icon(IconExternalLink),
      onClick: () => window.open(path, '_blank', 'noopener'),
    },
    { key: 'link', label: t('web:menu.copyLink'), icon: icon(IconLink), onClick: () => void copyLink(path) },
    ...board.columns.flatMap(({ stage }) =>
      canMove && stage.id !== card.stageId
        ? [
            {
              key: stage.id,
              label: t('deals:screens.moveTo', { stage: stage.name }),
              icon: icon(IconArrowRight),
              onClick: () => onTarget({ dealId: asked.id, title: card.title, stageId: stage.id, stageName: stage.name }),
            },
          ]
        : [],
    ),
  ];
  return {
    handleMenu,
    menu: <ContextMenu place={asked.place} label={card.title} actions={actions} onClose={() => setAsked(null)} />,
  };
}
