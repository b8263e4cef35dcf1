import {
  IconBox,
  IconBuilding,
  IconFile,
  IconStairsUp,
  IconSwords,
  IconTargetArrow,
  IconUser,
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
}

/** Kinds of record that have a page of their own: the one table to add a kind to. */
export const kinds: Readonly<Record<string, Kind>> = {
  deal: { noun: 'deals', module: 'deals', icon: IconStairsUp, isCreatable: true },
  account: { noun: 'accounts', module: 'customers', icon: IconBuilding, isCreatable: true },
  contact: { noun: 'contacts', module: 'customers', icon: IconUser, isCreatable: true },
  lead: { noun: 'leads', module: 'prospecting', icon: IconTargetArrow, isCreatable: true },
  competitor: { noun: 'competitors', module: 'catalogue', icon: IconSwords, isCreatable: false },
  product: { noun: 'products', module: 'catalogue', icon: IconBox, isCreatable: true },
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
