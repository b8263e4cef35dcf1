import type { SessionInfo } from '../../modules/identity/contract.ts';
import { mayDo } from '../may.ts';
import { navGroups, type NavEntry, type NavGroup } from './nav.ts';

interface KnownPath {
  path: string;
}

/** What this person's navigation shows: screens that exist and that the role may see. */
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
