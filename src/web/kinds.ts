import {
  IconBooks,
  IconBox,
  IconBuilding,
  IconFile,
  IconFileInvoice,
  IconShoppingCart,
  IconStairsUp,
  IconSwords,
  IconTargetArrow,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';

export interface Kind {
  /** Plural noun: the first part of the API paths and of the screens' paths. */
  noun: string;
  /** Namespace of the words: `<module>:objects.<kind>.one`. */
  module: string;
  icon: Icon;
  /** Can be made from the palette and the phone's + (opens the list's form). */
  isCreatable: boolean;
  /** The group of the navigation that leads to its list. */
  group: 'selling' | 'material';
  /** Stands in everybody's menu from the first day; others come when there is a record, or when their screen is opened. */
  isInFirstMenu?: boolean;
  /** What `g` then this key opens. */
  key?: string;
  /** Stands in the bottom bar of the phone. */
  isOnPhoneBar?: boolean;
  /** Its screens are named in `screens.tsx`. Others have the plain list and page, made from `modules/<module>/web/<kind>-ui.tsx`. */
  hasOwnScreens?: boolean;
}

/** Kinds of record that have a page of their own: the one table to add a kind to. Screens and navigation follow from it. */
export const kinds: Readonly<Record<string, Kind>> = {
  account: {
    noun: 'accounts',
    module: 'customers',
    icon: IconBuilding,
    isCreatable: true,
    group: 'selling',
    isInFirstMenu: true,
    key: 'c',
  },
  contact: {
    noun: 'contacts',
    module: 'customers',
    icon: IconUserSearch,
    isCreatable: true,
    group: 'selling',
    isInFirstMenu: true,
    key: 'o',
  },
  lead: {
    noun: 'leads',
    module: 'prospecting',
    icon: IconTargetArrow,
    isCreatable: true,
    group: 'selling',
    key: 'l',
    hasOwnScreens: true,
  },
  deal: {
    noun: 'deals',
    module: 'deals',
    icon: IconStairsUp,
    isCreatable: true,
    group: 'selling',
    isInFirstMenu: true,
    key: 'd',
    isOnPhoneBar: true,
    hasOwnScreens: true,
  },
  quote: {
    noun: 'quotes',
    module: 'offers',
    icon: IconFileInvoice,
    isCreatable: true,
    group: 'selling',
    key: 'q',
    hasOwnScreens: true,
  },
  order: {
    noun: 'orders',
    module: 'orders',
    icon: IconShoppingCart,
    isCreatable: true,
    group: 'selling',
  },
  product: {
    noun: 'products',
    module: 'catalogue',
    icon: IconBox,
    isCreatable: true,
    group: 'material',
  },
  material: {
    noun: 'materials',
    module: 'library',
    icon: IconBooks,
    isCreatable: true,
    group: 'material',
  },
  competitor: {
    noun: 'competitors',
    module: 'catalogue',
    icon: IconSwords,
    isCreatable: false,
    group: 'material',
  },
};

/** Where a record's page is; undefined for kinds without one. */
export function recordPath(kind: string, id: string): string | undefined {
  const known = kinds[kind];
  return known ? `/${known.noun}/${id}` : undefined;
}

export function kindIcon(kind: string): Icon {
  return kinds[kind]?.icon ?? IconFile;
}

/** Words key of what one record of the kind is called. */
export function kindLabel(kind: string): string {
  return `${kinds[kind]?.module ?? kind}:objects.${kind}.one`;
}
