import {
  IconCheckbox,
  IconDeviceDesktop,
  IconFlask,
  IconMail,
  IconMapPin,
  IconMessageCircle,
  IconNote,
  IconPhone,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { ActivityKind } from '../contract.ts';

export const kindIcons: Readonly<Record<ActivityKind, Icon>> = {
  call: IconPhone,
  mail: IconMail,
  message: IconMessageCircle,
  meeting: IconUsers,
  visit: IconMapPin,
  note: IconNote,
  task: IconCheckbox,
  demo: IconDeviceDesktop,
  trial: IconFlask,
};

/** Kinds of quick-add, in their order, with the key that opens each. */
export const quickKinds: readonly { kind: ActivityKind; key: string }[] = [
  { kind: 'call', key: 'c' },
  { kind: 'message', key: 'm' },
  { kind: 'visit', key: 'v' },
  { kind: 'note', key: 'n' },
  { kind: 'task', key: 't' },
  { kind: 'mail', key: 'e' },
  { kind: 'meeting', key: 'a' },
  { kind: 'demo', key: 'd' },
  { kind: 'trial', key: 'r' },
];

/** The kind that a pressed key opens; none while somebody types or holds a modifier. */
export function kindOfKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>): ActivityKind | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const { target } = event;
  if (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"], [role="combobox"]',
    )
  )
    return null;
  return quickKinds.find(({ key }) => key === event.key)?.kind ?? null;
}
