import { useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../../web/use-format.ts';
import { type DashboardState, readState, writeState } from './period.ts';

/** The dashboard's state and a way to change parts of it. */
export function useDashboardState(): [DashboardState, (change: Partial<DashboardState>) => void] {
  const search: unknown = useSearch({ strict: false });
  const today = useFormat().today();
  const navigate = useNavigate();
  const state = readState(typeof search === 'object' && search !== null ? { ...search } : {}, today);
  const change = (part: Partial<DashboardState>): void => {
    void navigate({ to: '.', search: writeState({ ...state, ...part }, today), replace: true, resetScroll: false });
  };
  return [state, change];
}

/** Opens the list with the filter behind a number: the deals, unless another list is named. */
export function useDrill(to: '/deals/list' | '/leads' = '/deals/list'): (filter: string) => void {
  const navigate = useNavigate();
  return (filter) => {
    const node: unknown = JSON.parse(filter);
    void navigate({ to, search: { filter: node } });
  };
}
