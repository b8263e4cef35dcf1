import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { getVersion, listProcesses, setGateMode, updateProcess } from '../contract.ts';

export const useProcesses = () => useQuery(queryOf(listProcesses));
export const useVersion = (id: string) => useQuery(queryOf(getVersion, { params: { id } }));

/** A change of a process, after which everything that shows one is read again. */
export function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const refresh = () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => ['processes', 'process-versions', 'deals'].includes(String(queryKey[0])),
    });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled: refresh });
}

export const useSetGateMode = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof setGateMode> }) => call(setGateMode, { params: { id }, body }));
export const useUpdateProcess = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof updateProcess> }) =>
    call(updateProcess, { params: { id }, body }),
  );
