import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';

export interface VirtualOptions {
  count: number;
  scroller: RefObject<HTMLElement | null>;
  /** Height of a row in pixels, before it has been drawn. */
  sizeOf: (index: number) => number;
  keyOf: (index: number) => string | number;
  /** Rows drawn above and below what is in view. */
  overscan: number;
  /** Height of what stands above the rows: they begin below it. It stays there and hides what scrolls under it, unless `paddingTop` says how much is hidden. */
  marginTop?: number;
  /** What hides rows without moving them down. */
  paddingTop?: number;
  initialOffset?: number;
}

export interface Virtual {
  /** The rows to draw; `start` in pixels from the top of what scrolls. */
  items: readonly VirtualItem[];
  /** Of all rows, in pixels. */
  height: number;
  /** Scrolls as little as shows the row. */
  reveal: (index: number) => void;
}

/**
 * Which rows are in view. The library changes the one object that it returns, which the compiler must not take for the same: here it is
 * read at every draw, and only plain values go on.
 */
export function useVirtual({ count, scroller, sizeOf, keyOf, overscan, ...place }: VirtualOptions): Virtual {
  'use no memo';
  // oxlint-disable-next-line react/incompatible-library -- left out by the line above
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: sizeOf,
    overscan,
    scrollMargin: place.marginTop ?? 0,
    scrollPaddingStart: place.paddingTop ?? place.marginTop ?? 0,
    initialOffset: place.initialOffset ?? 0,
    getItemKey: keyOf,
  });
  const first = sizeOf(0);
  useEffect(() => virtual.measure(), [first, virtual]);
  return {
    items: virtual.getVirtualItems(),
    height: virtual.getTotalSize(),
    reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  };
}
