import { useTranslation } from 'react-i18next';
import { kinds } from '../../../web/kinds.ts';
import type { Role } from '../contract.ts';

/** Where the objects that are no kind of record have their names. */
const moduleOf: Record<string, string> = {
  activity: 'timeline',
  file: 'timeline',
  webhook: 'webhooks',
  process: 'process',
  import: 'exchange',
  insights: 'insights',
  settings: 'settings',
  demo: 'demo',
  savedView: 'records',
};

/** What people sell with, what they do and measure, and what runs the workspace. */
export const objectGroups = {
  selling: Object.keys(kinds),
  work: ['activity', 'file', 'insights', 'savedView', 'import', 'apiKey'],
  workspace: ['process', 'settings', 'user', 'team', 'role', 'invitation', 'workspace', 'webhook', 'demo'],
} as const;
export type ObjectGroup = keyof typeof objectGroups;
export const groupNames = ['selling', 'work', 'workspace'] as const satisfies readonly ObjectGroup[];

/** The group of an object; what no group names runs the workspace. */
export function groupOf(object: string): ObjectGroup {
  return groupNames.find((group) => objectGroups[group].some((one) => one === object)) ?? 'workspace';
}

/** The objects of a group, in its order. */
export function inGroup<T extends { object: string }>(objects: readonly T[], group: ObjectGroup): T[] {
  const order: readonly string[] = objectGroups[group];
  const rank = (object: string): number => (order.includes(object) ? order.indexOf(object) : order.length);
  return objects.filter(({ object }) => groupOf(object) === group).toSorted((a, b) => rank(a.object) - rank(b.object));
}

interface Names {
  objectName: (object: string) => string;
  actionName: (action: string) => string;
  fieldName: (object: string, key: string) => string;
  /** The workspace's own name of a role, or that of the product in the reader's language. */
  roleName: (role: { role: Role; roleName?: string | null }) => string;
}

/** What objects, actions and roles are called. */
export function useNames(): Names {
  const { t } = useTranslation();
  return {
    objectName: (object) => {
      const module = kinds[object]?.module ?? moduleOf[object] ?? 'identity';
      return t(`${module}:objects.${object}.other`, { defaultValue: object });
    },
    actionName: (action) => t(`identity:actions.${action}`, { defaultValue: action }),
    fieldName: (object, key) => t(`${kinds[object]?.module ?? object}:fields.${object}.${key}`, { defaultValue: key }),
    roleName: ({ role, roleName }) => roleName ?? t(`identity:roles.${role}`),
  };
}
