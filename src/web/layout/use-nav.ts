import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMenu, useOpenScreen } from '../../modules/menu/web/queries.ts';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';
import { entryOf, screenOf, splitNav, visibleNav, type SplitNav } from './visible-nav.ts';

const none = { used: [], opened: [], pinned: [], hidden: [] };

/** The person's menu. While it is read it is as on the first day; where it cannot be read, everything is in it. */
export function useNav(): SplitNav {
  const groups = visibleNav(useSession(), screens);
  const { data, isError } = useMenu();
  return isError && !data ? { shown: groups, rest: [] } : splitNav(groups, data ?? none);
}

/** Remembers each screen that is opened for the first time, by whatever way: from then on it is in the menu. */
export function useMenuGrowth(): void {
  const { pathname } = useLocation();
  const session = useSession();
  const { data: menu } = useMenu();
  const { mutate } = useOpenScreen();
  const entry = entryOf(pathname);
  const isOpen = entry !== undefined && visibleNav(session, screens).some(({ entries }) => entries.includes(entry));
  const screen = entry && isOpen ? screenOf(entry) : null;
  // With another's eyes nothing is remembered.
  const isNew = session.viewing === null && screen !== null && menu !== undefined && !menu.opened.includes(screen);
  useEffect(() => {
    if (isNew && screen !== null) mutate(screen);
  }, [isNew, screen, mutate]);
}
