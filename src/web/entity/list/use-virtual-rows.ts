import { type RefObject, useEffect } from 'react';
import { useVirtual, type Virtual } from '../../ui/use-virtual.ts';
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
): Virtual {
  const virtual = useVirtual({
    count: rows.length,
    scroller,
    sizeOf: () => rowHeight,
    keyOf: (index) => rows[index]?.id ?? index,
    overscan: 12,
    marginTop: headHeight,
    initialOffset,
  });
  const firstShown = virtual.items[0]?.index ?? 0;
  const lastShown = virtual.items.at(-1)?.index ?? 0;
  useEffect(() => see(firstShown, lastShown), [firstShown, lastShown, see]);
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - ahead) loadMore();
  }, [hasMore, lastShown, rows.length, loadMore]);
  return virtual;
}
