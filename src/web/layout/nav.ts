import {
  IconAdjustments,
  IconBox,
  IconBuilding,
  IconChartBar,
  IconFileImport,
  IconStairsUp,
  IconSunHigh,
  IconSwords,
  IconTargetArrow,
  IconTimeline,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';

export interface NavEntry {
  /** Path of the screen; the entry shows once a screen is registered there. */
  to: string;
  /** Words key of the label. */
  label: string;
  icon: Icon;
  /** The right the screen needs; nothing means everybody signed in. */
  right?: readonly [object: string, action: string];
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

/** The navigation, in the order it is shown: the one table to add an entry to. */
export const navGroups: readonly NavGroup[] = [
  {
    entries: [
      { to: '/my-day', label: 'web:nav.myDay', icon: IconSunHigh, key: 'm', isOnPhoneBar: true },
      { to: '/accounts', label: 'web:nav.accounts', icon: IconBuilding, right: ['account', 'view'], key: 'c' },
      { to: '/contacts', label: 'web:nav.contacts', icon: IconUserSearch, right: ['contact', 'view'], key: 'o' },
      { to: '/leads', label: 'web:nav.leads', icon: IconTargetArrow, right: ['lead', 'view'], key: 'l' },
      { to: '/deals', label: 'web:nav.deals', icon: IconStairsUp, right: ['deal', 'view'], key: 'd', isOnPhoneBar: true },
    ],
  },
  {
    heading: 'web:nav.improve',
    entries: [
      { to: '/insights', label: 'web:nav.insights', icon: IconChartBar, right: ['insights', 'view'], key: 'i' },
      { to: '/process', label: 'web:nav.process', icon: IconTimeline, right: ['process', 'view'], key: 'p' },
    ],
  },
  {
    heading: 'web:nav.material',
    entries: [
      { to: '/products', label: 'web:nav.products', icon: IconBox, right: ['product', 'view'] },
      { to: '/competitors', label: 'web:nav.competitors', icon: IconSwords, right: ['competitor', 'view'] },
    ],
  },
  {
    heading: 'web:nav.workspace',
    entries: [
      { to: '/import', label: 'web:nav.import', icon: IconFileImport, right: ['import', 'create'] },
      { to: '/settings', label: 'web:nav.settings', icon: IconAdjustments, key: 's' },
    ],
  },
];
