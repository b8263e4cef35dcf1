import { Tabs, type TabsPanelProps } from '@mantine/core';
import { useDeferredValue } from 'react';
import { Later } from './later.tsx';

/**
 * The content of a tab, drawn after the tab itself shows that it is chosen, in pieces between which the browser answers to the keyboard.
 * What is open when the page comes is there at once: going back finds its place in it.
 */
export function TabPanel({ children, ...panel }: TabsPanelProps) {
  const isOpen = useDeferredValue(true, false);
  return (
    <Tabs.Panel {...panel}>
      <Later key={panel.value} isAtOnce={!isOpen}>
        {children}
      </Later>
    </Tabs.Panel>
  );
}
