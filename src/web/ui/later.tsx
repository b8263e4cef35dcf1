import { type ReactNode, useDeferredValue, useState } from 'react';
import { isDrawnAhead } from '../answers.ts';

interface LaterProps {
  isAtOnce?: boolean;
  children: ReactNode;
}

/**
 * Draws its children a moment after what stands around them; until then it keeps the height of a screen, so that nothing scrolls away.
 * A first screen that the server drew is complete at once.
 */
export function Later({ isAtOnce = false, children }: LaterProps) {
  const [isFirst] = useState(isDrawnAhead);
  const isDue = useDeferredValue(true, isAtOnce || isFirst);
  return isDue ? children : <div style={{ height: '100vh' }} />;
}
