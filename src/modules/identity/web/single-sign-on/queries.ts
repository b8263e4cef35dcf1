import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../../platform/endpoint.ts';
import { call, queryOf } from '../../../../web/api.ts';
import * as contract from '../../single-sign-on/contract.ts';

export const useSingleSignOn = () => useQuery(queryOf(contract.getSingleSignOn));

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>) {
  const client = useQueryClient();
  return useMutation<Reply, Error, Input>({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: ['single-sign-on'] }),
  });
}

export const useSaveSingleSignOn = () =>
  useChange((body: BodyInputOf<typeof contract.saveSingleSignOn>) => call(contract.saveSingleSignOn, { body }));
export const useRemoveSingleSignOn = () => useChange(() => call(contract.removeSingleSignOn));
