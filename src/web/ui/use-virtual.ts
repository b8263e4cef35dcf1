import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { edgesOf, offsetToReveal, rowAt } from './rows-in-view.ts';

export interface VirtualOptions {
  count: number;
  /** Drawn by who asks or below, not above: it is there before anything is painted. */
  scroller: RefObject<HTMLElement | null>;
  /** Height of a row in pixels: known before it is drawn. */
  sizeOf: (index: number) => number;
  /** Rows drawn above and below what is in view. */
  overscan: number;
  /** Height of what stands above the rows: they begin below it. It stays there and hides what scrolls under it, unless `paddingTop` says how much is hidden. */
  marginTop?: number;
  /** What hides rows without moving them down. */
  paddingTop?: number;
  initialOffset?: number;
}

/** A row to draw; its edges in pixels from the top of what scrolls. */
export interface VirtualItem {
  index: number;
  start: number;
  end: number;
}

export interface Virtual {
  items: readonly VirtualItem[];
  /** Of all rows, in pixels. */
  height: number;
  /** Scrolls as little as shows the row. */
  reveal: (index: number) => void;
}

/** What is in view, read when it changes and not while drawing, because reading it lays the page out; at first as high as the window. */
function viewAt(top: number) {
  let view = { top, height: window.innerHeight };
  const listeners = new Set<() => void>();
  return {
    get: () => view,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watch: (element: HTMLElement) => {
      const read = (): void => {
        view = { top: element.scrollTop, height: element.clientHeight };
        for (const listener of listeners) listener();
      };
      if (view.top > 0) element.scrollTo({ top: view.top });
      const observer = new ResizeObserver(read);
      observer.observe(element);
      element.addEventListener('scroll', read, { passive: true });
      return () => {
        observer.disconnect();
        element.removeEventListener('scroll', read);
      };
    },
  };
}

/** Which rows are in view. It is drawn again when they are others, not with every pixel. */
export function useVirtual(options: VirtualOptions): Virtual {
  const { count, scroller, sizeOf, overscan, marginTop = 0, paddingTop = marginTop, initialOffset = 0 } = options;
  const [view] = useState(() => viewAt(initialOffset));
  // Before the paint, and anew whenever what was hidden while something loads is shown again.
  useLayoutEffect(() => (scroller.current ? view.watch(scroller.current) : undefined), [scroller, view]);
  const edges = edgesOf(count, sizeOf, marginTop);
  const edge = (index: number): number => edges[index] ?? 0;
  const first = useSyncExternalStore(view.subscribe, () => rowAt(edges, view.get().top));
  const last = useSyncExternalStore(view.subscribe, () => rowAt(edges, view.get().top + view.get().height));
  const from = Math.max(0, first - overscan);
  const items: VirtualItem[] = [];
  for (let index = from; index <= Math.min(count - 1, last + overscan); index += 1)
    items.push({ index, start: edge(index), end: edge(index + 1) });
  return {
    items,
    height: edge(count) - marginTop,
    reveal: (index) => {
      const element = scroller.current;
      if (!element || index < 0 || index >= count) return;
      const seen = { top: element.scrollTop, height: element.clientHeight, hidden: paddingTop };
      element.scrollTo({ top: offsetToReveal({ start: edge(index), end: edge(index + 1) }, seen) });
    },
  };
}
