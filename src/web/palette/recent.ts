import type { SessionInfo } from '../../modules/identity/contract.ts';
import { isObject } from '../problem.ts';

export interface Visit {
  kind: string;
  id: string;
  title: string;
}

const most = 8;

function storageKey(whose: string): string {
  return `chengdan.recent.${whose}`;
}

function visitOf(value: unknown): Visit[] {
  if (!isObject(value)) return [];
  const { kind, id, title } = value;
  return typeof kind === 'string' && typeof id === 'string' && typeof title === 'string' ? [{ kind, id, title }] : [];
}

/** Whose visits they are: those of a person, or of the eyes they look with. */
export function visitsOf({ workspace, user, viewing }: SessionInfo): string {
  return viewing ? `${workspace.id}.${user.id}.${user.roleId ?? user.role}` : workspace.id;
}

/** The records opened last on this device, newest first. */
export function recentVisits(whose: string): Visit[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey(whose)) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(visitOf) : [];
  } catch {
    return [];
  }
}

export function rememberVisit(whose: string, visit: Visit): void {
  const others = recentVisits(whose).filter(({ id }) => id !== visit.id);
  localStorage.setItem(storageKey(whose), JSON.stringify([visit, ...others].slice(0, most)));
}
