import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { visibleNav } from '../layout/visible-nav.ts';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';

/** True while somebody types, when a letter is a letter and no command. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** `g` then a letter opens a screen: `g d` the deals. */
export function useGoKeys(): void {
  const session = useSession();
  const navigate = useNavigate();
  useEffect(() => {
    const entries = visibleNav(session, screens).flatMap((group) => group.entries);
    let armedAt = 0;
    const handleKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'g') {
        armedAt = event.timeStamp;
        return;
      }
      const entry = event.timeStamp - armedAt < 1200 ? entries.find(({ key }) => key === event.key) : undefined;
      armedAt = 0;
      if (entry) void navigate({ to: entry.to });
    };
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, [session, navigate]);
}
