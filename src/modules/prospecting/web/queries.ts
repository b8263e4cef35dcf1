import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { listTimeline } from '../../timeline/contract.ts';
import {
  type Conversion,
  convertLead,
  disqualifyLead,
  getProspectingSettings,
  reopenLead,
  updateProspectingSettings,
} from '../contract.ts';

function useLeadChange<Input, Reply>(send: (input: Input) => Promise<Reply>) {
  const client = useQueryClient();
  const touched = new Set(['leads', 'accounts', 'contacts', 'deals', 'records', 'tasks']);
  return useMutation<Reply, Error, Input>({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => touched.has(String(queryKey[0])) }),
  });
}

export const useConvertLead = (id: string) => useLeadChange((body: Conversion) => call(convertLead, { params: { id }, body }));
export const useDisqualifyLead = (id: string) =>
  useLeadChange((reason: string) => call(disqualifyLead, { params: { id }, body: { reason } }));
export const useReopenLead = (id: string) => useLeadChange(() => call(reopenLead, { params: { id } }));
export const useProspectingSettings = () => useQuery(queryOf(getProspectingSettings));

/** Switches leads on or off for the workspace. */
export function useSwitchLeads() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isEnabled: boolean) => call(updateProspectingSettings, { body: { isEnabled } }),
    onSuccess: (settings) => client.setQueryData(queryOf(getProspectingSettings).queryKey, settings),
    onError: showProblem,
  });
}

/** Whether somebody has answered: the first two-way contact makes a lead a deal. */
export function useHasAnswered(id: string): boolean {
  const query = { only: 'activities' as const, open: 'false' as const, limit: 100 };
  const { data } = useQuery({ ...queryOf(listTimeline, { params: { id }, query }), meta: { kinds: ['activity'] } });
  return data?.data.some(({ activity }) => activity?.isTwoWay === true) ?? false;
}
