import { useNavigate, useSearch } from '@tanstack/react-router';
import { isObject } from '../problem.ts';

/** The tab that is open, kept in the address (`?tab=files`), and the way to open another; the first one needs no word there. */
export function useTab(keys: readonly string[]): [tab: string, open: (key: string | null) => void] {
  const navigate = useNavigate();
  const search: unknown = useSearch({ strict: false });
  const wanted = isObject(search) ? search['tab'] : undefined;
  const [first = ''] = keys;
  const open = (key: string | null): void => {
    void navigate({
      to: '.',
      search: (before: unknown) => ({ ...(isObject(before) ? before : {}), tab: key === first ? undefined : (key ?? undefined) }),
      replace: true,
      resetScroll: false,
    });
  };
  return [keys.find((key) => key === wanted) ?? first, open];
}
