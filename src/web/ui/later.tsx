import { type ReactNode, useDeferredValue } from 'react';

interface LaterProps {
  isAtOnce?: boolean;
  children: ReactNode;
}

/** Draws its children a moment after what stands around them; until then it keeps the height of a screen, so that nothing scrolls away. */
export function Later({ isAtOnce = false, children }: LaterProps) {
  const isDue = useDeferredValue(true, isAtOnce);
  return isDue ? children : <div style={{ height: '100vh' }} />;
}
