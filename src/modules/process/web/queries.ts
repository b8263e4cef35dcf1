import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { getVersion, listProcesses, setGateMode, updateProcess } from '../contract.ts';
import { createProcess } from '../creation/contract.ts';
import { createDraft, diffDraft, discardDraft, publishDraft, retireVersion, updateDraft } from '../designer/contract.ts';

export const useProcesses = () => useQuery(queryOf(listProcesses));
export const useVersion = (id: string) => useQuery(queryOf(getVersion, { params: { id } }));
export const useDiff = (id: string, isWanted: boolean) =>
  useQuery({ ...queryOf(diffDraft, { params: { id } }), enabled: isWanted, staleTime: 0 });

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
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
export const useCreateProcess = () => useChange((body: BodyInputOf<typeof createProcess>) => call(createProcess, { body }));
export const useRetireVersion = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof retireVersion> }) =>
    call(retireVersion, { params: { id }, body }),
  );
export const useCreateDraft = () => useChange((id: string) => call(createDraft, { params: { id } }));
export const useUpdateDraft = (id: string) =>
  useChange((body: BodyInputOf<typeof updateDraft>) => call(updateDraft, { params: { id }, body }));
export const useDiscardDraft = () => useChange((id: string) => call(discardDraft, { params: { id } }));
export const usePublishDraft = (id: string) =>
  useChange((body: BodyInputOf<typeof publishDraft>) => call(publishDraft, { params: { id }, body }));
