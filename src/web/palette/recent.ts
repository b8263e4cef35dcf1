import { isObject } from '../problem.ts';

export interface Visit {
  kind: string;
  id: string;
  title: string;
}

const most = 8;

function storageKey(workspaceId: string): string {
  return `chengdan.recent.${workspaceId}`;
}

function visitOf(value: unknown): Visit[] {
  if (!isObject(value)) return [];
  const { kind, id, title } = value;
  return typeof kind === 'string' && typeof id === 'string' && typeof title === 'string' ? [{ kind, id, title }] : [];
}

/** The records opened last on this device, newest first. */
export function recentVisits(workspaceId: string): Visit[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey(workspaceId)) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(visitOf) : [];
  } catch {
    return [];
  }
}

export function rememberVisit(workspaceId: string, visit: Visit): void {
  const others = recentVisits(workspaceId).filter(({ id }) => id !== visit.id);
  localStorage.setItem(storageKey(workspaceId), JSON.stringify([visit, ...others].slice(0, most)));
}
