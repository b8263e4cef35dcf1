import { Tabs, type TabsPanelProps } from '@mantine/core';
import { type ReactNode, useDeferredValue } from 'react';

/**
 * The content of a tab, drawn after the tab itself shows that it is chosen, in pieces between which the browser answers to the keyboard.
 */
export function TabPanel({ children, ...panel }: TabsPanelProps) {
  return (
    <Tabs.Panel {...panel}>
      <Later key={panel.value}>{children}</Later>
    </Tabs.Panel>
  );
}

/** Draws its children a moment after what stands around them; until then it keeps the height of a screen, so that nothing scrolls away. */
export function Later({ children }: { children: ReactNode }) {
  const isDue = useDeferredValue(true, false);
  return isDue ? children : <div style={{ height: '100vh' }} />;
}
