import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, type RefObject } from 'react';
import type { Rows } from './use-rows.ts';

/** Rows left before the end when the next page is asked for. */
const ahead = 30;

/** Which rows are in view; asks for the next page before the end is reached. */
export function useVirtualRows(
  { rows, hasMore, loadMore, see }: Rows,
  scroller: RefObject<HTMLDivElement | null>,
  rowHeight: number,
  headHeight: number,
  initialOffset: number,
): Virtualizer<HTMLDivElement, Element> {
  // oxlint-disable-next-line react/incompatible-library -- the compiler, which could not memoise this, is not used
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The head stands above the rows and stays there: rows begin below it, and it hides what scrolls under it.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialOffset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const [firstShown, lastShown] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => see(firstShown, lastShown), [firstShown, lastShown, see]);
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - ahead) loadMore();
  }, [hasMore, lastShown, rows.length, loadMore]);
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  return virtual;
}
