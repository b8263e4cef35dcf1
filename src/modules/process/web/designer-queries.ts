import { useQuery } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { createProcess } from '../creation/contract.ts';
import { createDraft, diffDraft, discardDraft, publishDraft, retireVersion, updateDraft } from '../designer/contract.ts';
import { useChange } from './queries.ts';

export const useDiff = (id: string, isWanted: boolean) =>
  useQuery({ ...queryOf(diffDraft, { params: { id } }), enabled: isWanted, staleTime: 0 });
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
