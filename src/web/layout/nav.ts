import {
  IconAdjustments,
  IconChartBar,
  IconChecklist,
  IconClockDollar,
  IconFileImport,
  IconSunHigh,
  IconTags,
  IconTimeline,
  type Icon,
} from '@tabler/icons-react';
import { type Kind, kinds } from '../kinds.ts';

export interface NavEntry {
  /** Path of the screen; the entry shows once a screen is registered there. */
  to: string;
  /** Words key of the label. */
  label: string;
  /** Words key of what else people type to find it. */
  alias?: string;
  icon: Icon;
  /** The right the screen needs; nothing means everybody signed in. */
  right?: readonly [object: string, action: string];
  /** Stands in the menu from the first day; others come when they are first used. */
  isInFirstMenu?: boolean;
  /** What `g` then this key opens. */
  key?: string;
  /** Stands in the bottom bar of the phone. */
  isOnPhoneBar?: boolean;
}

export interface NavGroup {
  /** Words key of the heading; the first group has none. */
  heading?: string;
  entries: readonly NavEntry[];
}

/** The lists of a group's kinds. */
function entriesOf(group: Kind['group']): NavEntry[] {
  return Object.entries(kinds)
    .filter(([, kind]) => kind.group === group)
    .map(([object, { noun, module, icon, key, isOnPhoneBar = false, isInFirstMenu = false }]) => ({
      to: `/${noun}`,
      label: `${module}:objects.${object}.other`,
      alias: `web:navAlias.${noun}`,
      icon,
      right: [object, 'view'],
      isOnPhoneBar,
      isInFirstMenu,
      ...(key === undefined ? {} : { key }),
    }));
}

/** The navigation, in the order it is shown: the one table to add an entry to. Lists of records follow from `kinds.ts`. */
export const navGroups: readonly NavGroup[] = [
  {
    entries: [
      {
        to: '/my-day',
        label: 'web:nav.myDay',
        alias: 'web:navAlias.myDay',
        icon: IconSunHigh,
        key: 'm',
        isOnPhoneBar: true,
        isInFirstMenu: true,
      },
      ...entriesOf('selling'),
      {
        to: '/approvals',
        label: 'approvals:objects.approval.other',
        alias: 'web:navAlias.approvals',
        icon: IconChecklist,
        right: ['approval', 'view'],
        key: 'a',
      },
    ],
  },
  {
    heading: 'web:nav.improve',
    entries: [
      {
        to: '/insights',
        label: 'web:nav.insights',
        alias: 'web:navAlias.insights',
        icon: IconChartBar,
        isInFirstMenu: true,
        right: ['insights', 'view'],
        key: 'i',
      },
      {
        to: '/process',
        label: 'web:nav.process',
        alias: 'web:navAlias.process',
        icon: IconTimeline,
        right: ['process', 'view'],
        key: 'p',
      },
    ],
  },
  {
    heading: 'web:nav.material',
    entries: [
      ...entriesOf('material'),
      {
        to: '/price-books',
        label: 'catalogue:objects.priceBook.other',
        alias: 'web:navAlias.priceBooks',
        icon: IconTags,
        right: ['priceBook', 'view'],
      },
      { to: '/rate-card', label: 'catalogue:rateCard.title', icon: IconClockDollar, right: ['product', 'view'] },
    ],
  },
  {
    heading: 'web:nav.workspace',
    entries: [
      { to: '/import', label: 'web:nav.import', icon: IconFileImport, right: ['import', 'create'] },
      {
        to: '/settings',
        label: 'web:nav.settings',
        alias: 'web:navAlias.settings',
        icon: IconAdjustments,
        key: 's',
        isInFirstMenu: true,
      },
    ],
  },
];
