import { useNavigate, useSearch } from '@tanstack/react-router';
import { afterPaint } from '../../../web/after-paint.ts';
import { useFormat } from '../../../web/use-format.ts';
import { type DashboardState, readState, writeState } from './period.ts';

/** The dashboard's state and a way to change parts of it. */
export function useDashboardState(): [DashboardState, (change: Partial<DashboardState>) => void] {
  const search: unknown = useSearch({ strict: false });
  const today = useFormat().today();
  const navigate = useNavigate();
  const state = stateOf(search, today);
  // Takes the state from the address, not from here: it stays the same function, and no control is drawn anew for another's change.
  const change = (part: Partial<DashboardState>): void => {
    const next = (before: unknown) => writeState({ ...stateOf(before, today), ...part }, today);
    afterPaint(() => void navigate({ to: '.', search: next, replace: true, resetScroll: false }));
  };
  return [state, change];
}

function stateOf(search: unknown, today: string): DashboardState {
  return readState(typeof search === 'object' && search !== null ? { ...search } : {}, today);
}

/** Opens the list with the filter behind a number: the deals, unless another list is named. */
export function useDrill(to: '/deals/list' | '/leads' = '/deals/list'): (filter: string) => void {
  const navigate = useNavigate();
  return (filter) => {
    const node: unknown = JSON.parse(filter);
    void navigate({ to, search: { filter: node } });
  };
}
