import type { Menu, MenuChanges } from './contract.ts';

/** A right that a screen needs; nothing means everybody. */
export type ScreenRight = readonly [object: string, action: string] | null;

/** Screens that no kind of record stands behind. */
export const plainScreens: Readonly<Record<string, ScreenRight>> = {
  'my-day': null,
  insights: ['insights', 'view'],
  process: ['process', 'view'],
  'price-books': ['priceBook', 'view'],
  'rate-card': ['product', 'view'],
  approvals: ['approval', 'view'],
  import: ['import', 'create'],
  settings: null,
};

/** What of the workspace there is: kinds of record by their plural, and whether a file was brought in. */
export interface InUse {
  plurals: readonly string[];
  hasImports: boolean;
  /** Whether the person has asked for an approval, or was asked for one. */
  takesPart: boolean;
}

/** Screens of which the workspace has something: deals go through the process, so that it is in use with the first. */
export function usedScreens({ plurals, hasImports, takesPart }: InUse): string[] {
  const asked = takesPart ? ['approvals'] : [];
  return [...plurals, ...asked, ...(plurals.includes('deals') ? ['process'] : []), ...(hasImports ? ['import'] : [])];
}

export interface Choice {
  pinned: readonly string[];
  hidden: readonly string[];
}

/** What is pinned is not hidden and the other way round: the list that was sent takes its screens out of the other. */
export function chosen(before: Choice, { pinned, hidden }: Pick<MenuChanges, 'pinned' | 'hidden'>): Choice {
  const without = (list: readonly string[], other: readonly string[] = []) => list.filter((screen) => !other.includes(screen));
  const once = (list: readonly string[]) => [...new Set(list)];
  const nextPinned = once(pinned ?? without(before.pinned, hidden));
  return { pinned: nextPinned, hidden: once(without(hidden ?? before.hidden, nextPinned)) };
}

/** Whether a menu shows a screen: what a person chose goes before what was used, and that before how the menu starts. */
export function isInMenu(screen: string, isAtStart: boolean, menu: Omit<Menu, 'version'>): boolean {
  if (menu.hidden.includes(screen)) return false;
  return isAtStart || [menu.pinned, menu.used, menu.opened].some((screens) => screens.includes(screen));
}
