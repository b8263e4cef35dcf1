import { useEffect, useSyncExternalStore } from 'react';

let current: string | null = null;
const listeners = new Set<() => void>();

function set(title: string | null): void {
  current = title;
  document.title = title ? `${title} · Chengdan` : 'Chengdan';
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names the screen: in the browser's tab and, when it is one record, as the last part of the breadcrumb. */
export function usePageTitle(title: string | null | undefined): void {
  useEffect(() => {
    set(title ?? null);
    return () => set(null);
  }, [title]);
}

export function useCurrentPageTitle(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
