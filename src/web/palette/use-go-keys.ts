import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isTyping } from '../is-typing.ts';
import { visibleNav } from '../layout/visible-nav.ts';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';

/** `g` then a letter opens a screen: `g d` the deals. `?` lists the keys. */
export function useGoKeys(onHelp: () => void): void {
  const session = useSession();
  const navigate = useNavigate();
  useEffect(() => {
    const entries = visibleNav(session, screens).flatMap((group) => group.entries);
    let armedAt = Number.NEGATIVE_INFINITY;
    const handleKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') onHelp();
      if (event.key === 'g') {
        armedAt = event.timeStamp;
        return;
      }
      const entry = event.timeStamp - armedAt < 1200 ? entries.find(({ key }) => key === event.key) : undefined;
      armedAt = Number.NEGATIVE_INFINITY;
      if (entry) void navigate({ to: entry.to });
    };
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, [session, navigate, onHelp]);
}
