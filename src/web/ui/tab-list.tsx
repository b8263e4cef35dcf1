import { Tabs, type TabsListProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** The tabs of a page in one row, which scrolls sideways where it is longer than the screen: the open one is always in view. */
export function TabList({ current, ...list }: TabsListProps & { current: string | null }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const open = row.current?.querySelector('[role="tab"][aria-selected="true"]');
    if (!row.current || !open) return;
    const [frame, tab] = [row.current.getBoundingClientRect(), open.getBoundingClientRect()];
    if (tab.left < frame.left || tab.right > frame.right)
      row.current.scrollBy({ left: tab.left - frame.left - (frame.width - tab.width) / 2 });
  }, [current]);
  return <Tabs.List ref={row} {...list} />;
}
