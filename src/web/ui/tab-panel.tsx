import { Tabs, type TabsPanelProps } from '@mantine/core';
import { type ReactNode, useDeferredValue } from 'react';

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

interface LaterProps {
  isAtOnce?: boolean;
  children: ReactNode;
}

/** Draws its children a moment after what stands around them; until then it keeps the height of a screen, so that nothing scrolls away. */
export function Later({ isAtOnce = false, children }: LaterProps) {
  const isDue = useDeferredValue(true, isAtOnce);
  return isDue ? children : <div style={{ height: '100vh' }} />;
}
