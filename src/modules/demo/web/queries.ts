import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, queryOf } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { getDemo, loadDemo, removeDemo } from '../contract.ts';

/** What there is of the sample company; asked only by those who may load it. */
export function useDemo() {
  const may = useMay();
  return useQuery({ ...queryOf(getDemo), enabled: may('demo', 'view') });
}

/** The sample company is in everything: all that was read is read again. */
export function useLoadDemo() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => call(loadDemo), onSettled: () => client.invalidateQueries() });
}

export function useRemoveDemo() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => call(removeDemo), onSettled: () => client.invalidateQueries() });
}
