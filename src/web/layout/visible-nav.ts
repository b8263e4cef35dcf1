import type { SessionInfo } from '../../modules/identity/contract.ts';
import type { Menu } from '../../modules/menu/contract.ts';
import { isInMenu } from '../../modules/menu/rules.ts';
import { mayDo } from '../may.ts';
import { navGroups, type NavEntry, type NavGroup } from './nav.ts';

interface KnownPath {
  path: string;
}

/** What this person can go to: screens that exist and that the role may see. */
export function visibleNav(session: Pick<SessionInfo, 'rights'>, screens: readonly KnownPath[]): NavGroup[] {
  const known = new Set(screens.map((screen) => screen.path));
  const isVisible = ({ to, right }: NavEntry): boolean => known.has(to) && (!right || mayDo(session, right[0], right[1]));
  return navGroups
    .map((group) => ({ ...group, entries: group.entries.filter(isVisible) }))
    .filter((group) => group.entries.length > 0);
}

/** The entry a path lies under. */
export function entryOf(pathname: string): NavEntry | undefined {
  const entries = navGroups.flatMap((group) => group.entries);
  return entries.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
}

/** What the menu calls a screen: the first part of its address. */
export const screenOf = ({ to }: Pick<NavEntry, 'to'>): string => to.slice(1);

export interface SplitNav {
  /** What the menu shows, in its groups. */
  shown: NavGroup[];
  /** What one gets to by "Show all". */
  rest: NavEntry[];
}

/** Parts what a person can go to into what their menu shows and the rest. */
export function splitNav(groups: readonly NavGroup[], menu: Omit<Menu, 'version'>): SplitNav {
  const isShown = (entry: NavEntry): boolean => isInMenu(screenOf(entry), entry.isInFirstMenu === true, menu);
  return {
    shown: groups
      .map((group) => ({ ...group, entries: group.entries.filter(isShown) }))
      .filter((group) => group.entries.length > 0),
    rest: groups.flatMap((group) => group.entries.filter((entry) => !isShown(entry))),
  };
}
