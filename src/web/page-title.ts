import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

let current: string | null = null;
const listeners = new Set<() => void>();

function set(title: string | null, product: string): void {
  current = title;
  document.title = title ? `${title} · ${product}` : product;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names the screen: in the browser's tab and, when it is one record, as the last part of the breadcrumb. */
export function usePageTitle(title: string | null | undefined): void {
  const { t } = useTranslation();
  const product = t('platform:product');
  useEffect(() => {
    set(title ?? null, product);
    return () => set(null, product);
  }, [title, product]);
}

export function useCurrentPageTitle(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
