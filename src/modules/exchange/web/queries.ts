import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { call, queryOf } from '../../../web/api.ts';
import {
  cancelImport,
  checkImport,
  createImport,
  getImport,
  type Import,
  listImportFaults,
  listImportKinds,
  listImports,
  proposeMapping,
  setMapping,
  startImport,
  undoImport,
  uploadImportFile,
} from '../contract.ts';
import type { ImportMap } from '../mapping/contract.ts';

const working = new Set<Import['state']>(['checking', 'running', 'undoing']);

export const isWorking = (state: Import['state']): boolean => working.has(state);
export const useImports = () => useQuery(queryOf(listImports));
export const useImportKinds = () => useQuery({ ...queryOf(listImportKinds), staleTime: 300_000 });
/** An import; read again every second while a job works on it. */
export const useImport = (id: string) =>
  useQuery({
    ...queryOf(getImport, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 1000 : false),
  });
export const useFaults = (id: string, isWanted: boolean) =>
  useQuery({ ...queryOf(listImportFaults, { params: { id } }), enabled: isWanted, staleTime: 0 });

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  return useMutation<Reply, Error, Input>({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

const csvBlob = (file: File): Blob => new Blob([file], { type: 'text/csv' });

/** Begins an import with these files: uploads them and takes the mapping that is proposed. Answers its id. */
export const useBeginImport = () =>
  useChange(async (files: readonly File[]) => {
    const { id } = await call(createImport, {
      body: {
        name: files
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 200),
      },
    });
    for (const file of files) await call(uploadImportFile, { params: { id }, query: { name: file.name }, body: csvBlob(file) });
    const { map } = await call(proposeMapping, { params: { id } });
    await call(setMapping, { params: { id }, body: { map } });
    return id;
  });

export const useSetMapping = (id: string) => useChange((map: ImportMap) => call(setMapping, { params: { id }, body: { map } }));
export const useCheck = (id: string) =>
  useChange(async (map: ImportMap | null) => {
    if (map) await call(setMapping, { params: { id }, body: { map } });
    return call(checkImport, { params: { id } });
  });
export const useStart = (id: string) =>
  useChange((skipErrors: boolean) => call(startImport, { params: { id }, body: { skipErrors } }));
export const useCancel = (id: string) => useChange((_: void) => call(cancelImport, { params: { id } }));
export const useUndo = (id: string) => useChange((_: void) => call(undoImport, { params: { id } }));
