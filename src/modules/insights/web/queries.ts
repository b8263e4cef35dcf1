import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { getKpis, type KpiQuery } from '../contract.ts';
import { getNegotiation } from '../negotiation/contract.ts';
import { listTargets, setTarget } from '../targets/contract.ts';

/** Figures follow every change of a deal or a lead. */
export const useKpis = (query: KpiQuery) =>
  useQuery({ ...queryOf(getKpis, { query }), placeholderData: (before) => before, meta: { kinds: ['deal', 'lead'] } });
export const useNegotiation = (query: KpiQuery) =>
  useQuery({ ...queryOf(getNegotiation, { query }), placeholderData: (before) => before, meta: { kinds: ['deal'] } });
export const useTargets = () => useQuery(queryOf(listTargets));

export function useSetTarget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInputOf<typeof setTarget>) => call(setTarget, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['insights'] }),
  });
}
